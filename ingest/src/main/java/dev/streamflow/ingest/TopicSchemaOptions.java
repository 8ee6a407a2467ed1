package dev.streamflow.ingest;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.EventSchema;
import dev.streamflow.events.Schemas;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The schema of a topic's events: named, or the one that has the topic. */
final class TopicSchemaOptions {
    @Option(
            names = "--schema",
            paramLabel = "NAME|FILE",
            description = "A schema by its name, or a schema file (default: the schema of the topic)")
    String schema;

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/schemas",
            description = "The folder of schemas (default: ${DEFAULT-VALUE})")
    Path schemas;

    /** @throws CommandException if neither topic nor schema is given, or no schema has the topic */
    EventSchema schema(Optional<String> topic) {
        if (schema != null) {
            return Schemas.find(schema, schemas);
        }
        String name = topic.orElseThrow(() -> new UsageException(
                "Cannot land nothing: neither --topic nor --schema is given", "Try --topic user_events."));
        return Schemas.all(schemas).stream()
                .filter(candidate -> candidate.topic().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "Cannot land " + name + ": no schema in " + schemas + " has that topic",
                        "Say which one describes it with --schema."));
    }
}
