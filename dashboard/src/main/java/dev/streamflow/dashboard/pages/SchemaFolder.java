package dev.streamflow.dashboard.pages;

import static java.util.Objects.requireNonNull;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.InvalidSchemaException;
import dev.streamflow.events.reading.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas of a folder as they are now: files that are new or changed are read again. Pages need no schema: a file
 * that cannot be read is left out, with a line in the log.
 */
public final class SchemaFolder implements Supplier<List<EventSchema>> {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaFolder.class);

    private final Path folder;
    private Map<Path, Known> known = Map.of();

    /** A file as it was read; without a schema where it is none. */
    private record Known(FileTime at, EventSchema schema) {}

    public SchemaFolder(Path folder) {
        this.folder = requireNonNull(folder, "folder is null");
    }

    @Override
    public synchronized List<EventSchema> get() {
        Map<Path, Known> now = new HashMap<>();
        List<EventSchema> schemas = new ArrayList<>();
        for (Path file : files()) {
            Known one = read(file);
            now.put(file, one);
            if (one.schema() != null) {
                schemas.add(one.schema());
            }
        }
        known = now;
        return schemas;
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Known read(Path file) {
        FileTime at = time(file);
        Known before = known.get(file);
        if (before != null && before.at().equals(at)) {
            return before;
        }
        try {
            return new Known(at, SchemaReader.read(file));
        } catch (InvalidSchemaException e) {
            LOG.warn("Cannot use schema {}: {}", file, e.getMessage());
            return new Known(at, null);
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
