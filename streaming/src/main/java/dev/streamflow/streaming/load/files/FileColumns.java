package dev.streamflow.streaming.load.files;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.events.model.EventSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of the rows of files: those of the schema, {@code _file}, and those of {@link RecordColumns}, where
 * {@code _offset} is the number of the line. Behind the rows of each file comes one more, with {@link #END} for a
 * partition: how reading it ended is in its reasons.
 */
public final class FileColumns {
    /** The file's name in {@code accepted}. */
    public static final String FILE = "_file";
    /** The partition of a row of a file. */
    public static final int ROW = 0;
    /** The partition of the row behind the last one of a file. */
    public static final int END = 1;

    private FileColumns() {}

    static StructType type(EventSchema schema) {
        List<StructField> columns = new ArrayList<>(RecordColumns.ofValue(schema));
        columns.add(DataTypes.createStructField(FILE, DataTypes.StringType, false));
        columns.addAll(RecordColumns.ofRecord());
        return DataTypes.createStructType(columns);
    }
}
