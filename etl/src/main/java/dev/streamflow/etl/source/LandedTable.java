package dev.streamflow.etl.source;

import dev.streamflow.events.model.EventSchema;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Landed files of one topic as a Spark table. */
final class LandedTable implements SupportsRead {
    private final EventSchema events;
    private final List<LandedTask> tasks;

    LandedTable(EventSchema events, List<LandedTask> tasks) {
        this.events = events;
        this.tasks = tasks;
    }

    @Override
    public String name() {
        return "landed " + events.topic().name();
    }

    @Override
    public Column[] columns() {
        return Stream.of(LandedSchema.type(events).fields())
                .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
                .toArray(Column[]::new);
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new LandedScan(events, tasks);
    }
}
