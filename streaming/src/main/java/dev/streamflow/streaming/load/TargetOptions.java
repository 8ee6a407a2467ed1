package dev.streamflow.streaming.load;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.Schemas;
import dev.streamflow.streaming.load.table.EventTable;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which kind of event, and into which table. */
final class TargetOptions {
    @Option(
            names = "--schema",
            paramLabel = "NAME|FILE",
            defaultValue = "storefront_events",
            description = "What the files hold: a schema by its name, or a schema file (default: ${DEFAULT-VALUE})")
    String schema;

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/schemas",
            description = "The folder of schemas (default: ${DEFAULT-VALUE})")
    Path schemas;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "The events' table (default: what the schema's x-table says, else the schema's name)")
    String table;

    EventSchema schema() {
        return Schemas.find(schema, schemas.normalize());
    }

    EventTable table(EventSchema of) {
        return table == null ? EventTable.of(of) : EventTable.of(of, table);
    }
}
