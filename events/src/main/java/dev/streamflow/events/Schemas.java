package dev.streamflow.events;

import java.nio.file.Path;
import java.util.List;

/** The folder of event schemas. */
public final class Schemas {
    private Schemas() {}

    /**
     * @param nameOrPath {@code user_events} for {@code <folder>/user_events.json}, or the path of a schema file
     * @throws InvalidSchemaException if there is no such file or it cannot be used
     */
    public static EventSchema find(String nameOrPath, Path folder) {
        return SchemaReader.read(folder.resolve(nameOrPath));
    }

    /** Every schema of the folder, by name. */
    public static List<EventSchema> all(Path folder) {
        return List.of(SchemaReader.read(folder));
    }
}
