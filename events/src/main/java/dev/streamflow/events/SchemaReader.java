package dev.streamflow.events;

import java.nio.file.Path;

/** Reads event schemas: JSON Schema (draft 2020-12) with the {@code x-} keywords of {@code docs/schemas.md}. */
public final class SchemaReader {
    private SchemaReader() {}

    /** @throws InvalidSchemaException if it cannot be used, with every fault it has */
    public static EventSchema read(Path file) {
        return null;
    }

    /**
     * @param name the kind of event, as the file without {@code .json} is called
     * @param folder what relative paths in the document start from
     * @throws InvalidSchemaException if it cannot be used, with every fault it has
     */
    public static EventSchema parse(String name, String document, Path folder) {
        return null;
    }
}
