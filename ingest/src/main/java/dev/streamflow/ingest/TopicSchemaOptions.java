package dev.streamflow.ingest;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.Schemas;
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

    /**
     * The topic that is given, or else that of the schema.
     *
     * @param verb for the message
     * @throws CommandException if neither topic nor schema is given
     */
    String topic(Optional<String> topic, String verb) {
        if (topic.isEmpty() && schema == null) {
            throw nothing(verb);
        }
        return topic.orElseGet(() -> schema(topic).topic().name());
    }

    private static CommandException nothing(String verb) {
        return new UsageException(
                "Cannot " + verb + " nothing: neither --topic nor --schema is given", "Try --topic user_events.");
    }

    /** @throws CommandException if neither topic nor schema is given, or no schema has the topic */
    EventSchema schema(Optional<String> topic) {
        if (schema != null) {
            return Schemas.find(schema, schemas);
        }
        String name = topic.orElseThrow(() -> nothing("land"));
        return Schemas.all(schemas).stream()
                .filter(candidate -> candidate.topic().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "Cannot land " + name + ": no schema in " + schemas + " has that topic",
                        "Say which one describes it with --schema."));
    }
}
