package dev.streamflow.etl.commands;

import dev.streamflow.cli.UsageException;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.Schemas;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** The landing zone, the lake, the topics and the tables of a command, and when their figures are worth a warning. */
final class TableOptions {
    @Option(
            names = "--landing",
            paramLabel = "DIR",
            defaultValue = "data/landing",
            description = "What has landed (default: ${DEFAULT-VALUE})")
    String landing;

    @Option(
            names = "--lake",
            paramLabel = "DIR",
            defaultValue = "data/lake",
            description = "Where the tables go, on a local file system or HDFS (default: ${DEFAULT-VALUE})")
    String lake;

    @Option(
            names = "--topics",
            paramLabel = "TOPIC",
            split = ",",
            description = "Only these (default: all that have a schema and have landed)")
    Set<String> topics = Set.of();

    @Option(
            names = "--tables",
            paramLabel = "TABLE",
            split = ",",
            description = "Only these gold tables (default: all)")
    Set<String> tables = Set.of();

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/schemas",
            description = "The folder of schemas (default: ${DEFAULT-VALUE})")
    Path schemas;

    @Option(
            names = "--drift",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Warn of a date whose revenue or clean events differ by more than this share from the mean of"
                    + " the week before, also where nothing has landed (default: ${DEFAULT-VALUE})")
    BigDecimal drift;

    /**
     * All schemas of the folder.
     *
     * @throws UsageException if none describes one of the topics asked for
     */
    List<EventSchema> known() {
        List<EventSchema> known = Schemas.all(schemas);
        Set<String> names = new TreeSet<>(
                known.stream().map(schema -> schema.topic().name()).toList());
        for (String topic : topics) {
            if (!names.contains(topic)) {
                throw new UsageException(
                        "Cannot read topic " + topic + ": no schema in " + schemas + " describes it",
                        "There are " + String.join(", ", names) + ".");
            }
        }
        return known;
    }

    /** The schemas of the topics asked for, landed or not; if none are asked for, of all that have landed. */
    List<EventSchema> chosen(HadoopLanding zone, List<EventSchema> known) {
        Map<String, EventSchema> chosen = new LinkedHashMap<>();
        for (EventSchema schema : known) {
            String topic = schema.topic().name();
            if (topics.isEmpty() ? zone.has(topic) : topics.contains(topic)) {
                chosen.put(topic, schema);
            }
        }
        return List.copyOf(chosen.values());
    }
}
