package dev.streamflow.cli;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.Schemas;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which kind of event a command is about. */
public final class SchemaOptions {
    @Option(
            names = "--schema",
            paramLabel = "NAME|FILE",
            required = true,
            description = "A schema by its name in the folder of schemas, or a schema file")
    String schema;

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/schemas",
            description = "The folder of schemas (default: ${DEFAULT-VALUE})")
    Path schemas;

    /** @throws dev.streamflow.events.reading.InvalidSchemaException with every fault it has */
    public EventSchema schema() {
        return Schemas.find(schema, schemas.normalize());
    }
}
