package dev.streamflow.etl.source;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.events.model.EventSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of landed lines, one row per line: those of the schema, {@code event_date} and {@code _run}, and those of
 * {@link RecordColumns}.
 */
public final class LandedSchema {
    /**
     * The run that landed the line. With partition and offset it identifies a line, also after the topic was recreated.
     */
    public static final String RUN = "_run";

    private LandedSchema() {}

    /** All of the columns, in their order. */
    public static StructType type(EventSchema schema) {
        List<StructField> columns = new ArrayList<>(RecordColumns.ofValue(schema));
        columns.add(DataTypes.createStructField(EventDate.NAME, DataTypes.DateType, false));
        columns.add(DataTypes.createStructField(RUN, DataTypes.IntegerType, false));
        columns.addAll(RecordColumns.ofRecord());
        return DataTypes.createStructType(columns);
    }
}
