package dev.streamflow.events.reading;

import dev.streamflow.events.model.EventSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folder of event schemas. */
public final class Schemas {
    private Schemas() {}

    /**
     * The schema of that name or path.
     *
     * @param nameOrPath {@code user_events} for {@code <folder>/user_events.json}, or the path of a schema file
     * @throws InvalidSchemaException if there is no such file or it cannot be used
     */
    public static EventSchema find(String nameOrPath, Path folder) {
        boolean isPath = nameOrPath.endsWith(".json") || nameOrPath.contains("/");
        if (isPath) {
            return SchemaReader.read(Path.of(nameOrPath));
        }
        Path file = folder.resolve(nameOrPath + ".json");
        if (!Files.exists(file)) {
            String known =
                    String.join(", ", files(folder).stream().map(Schemas::name).toList());
            throw new InvalidSchemaException(
                    nameOrPath, List.of(file + "#: there is no such file; " + folder + " has " + known));
        }
        return SchemaReader.read(file);
    }

    /**
     * Every schema of the folder, ordered by name.
     *
     * @throws InvalidSchemaException with the faults of all of them, also if two describe one topic
     */
    public static List<EventSchema> all(Path folder) {
        List<EventSchema> schemas = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                schemas.add(SchemaReader.read(file));
            } catch (InvalidSchemaException e) {
                faults.addAll(e.faults());
            }
        }
        faults.addAll(sharedTopics(folder, schemas));
        if (!faults.isEmpty()) {
            throw new InvalidSchemaException(folder.toString(), faults);
        }
        return schemas;
    }

    private static List<String> sharedTopics(Path folder, List<EventSchema> schemas) {
        Map<String, String> owners = new HashMap<>();
        List<String> faults = new ArrayList<>();
        for (EventSchema schema : schemas) {
            // Kafka takes . for _ in the names of its metrics and refuses two topics that differ in nothing else.
            String other = owners.putIfAbsent(schema.topic().name().replace('.', '_'), schema.name());
            if (other != null) {
                faults.add(folder.resolve(schema.name() + ".json") + "#/x-topic/name: is also the topic of " + other
                        + ", where . and _ count as the same");
            }
        }
        return faults;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidSchemaException(folder.toString(), List.of(folder + "#: is not a folder of schemas"));
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }
}
