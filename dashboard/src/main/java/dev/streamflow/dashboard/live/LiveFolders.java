package dev.streamflow.dashboard.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What live queries leave in their folders, {@code <live>/<query>/}. */
final class LiveFolders {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path live;

    /**
     * What a windows query published last.
     *
     * @param folder changes with each publication
     * @param panes its files
     */
    record Publication(String query, String folder, List<Path> panes, long batch, Instant watermark, Instant newest) {}

    LiveFolders(Path live) {
        this.live = live.toAbsolutePath().normalize();
    }

    Path path() {
        return live;
    }

    private List<Path> queries() throws IOException {
        try (Stream<Path> folders = Files.list(live)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Of each query that has said how it is. */
    List<QueryHealth> statuses() throws IOException {
        List<QueryHealth> statuses = new ArrayList<>();
        for (Path folder : queries()) {
            Path file = folder.resolve("status.json");
            if (Files.exists(file)) {
                statuses.add(StatusDocument.read(Files.readAllBytes(file)));
            }
        }
        return statuses;
    }

    /** The current publication of each query that publishes windows. */
    List<Publication> publications() throws IOException {
        List<Publication> publications = new ArrayList<>();
        for (Path folder : queries()) {
            Path current = folder.resolve("output/current");
            if (Files.isSymbolicLink(current)) {
                String query = folder.getFileName().toString();
                publication(query, current.getParent().resolve(Files.readSymbolicLink(current)))
                        .ifPresent(publications::add);
            }
        }
        return publications;
    }

    private static Optional<Publication> publication(String query, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("panes"))) {
            List<Path> panes = files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
            JsonNode batch = JSON.readTree(Files.readAllBytes(folder.resolve("batch.json")));
            return Optional.of(new Publication(
                    query,
                    folder.toString(),
                    panes,
                    batch.path("batch").asLong(-1),
                    time(batch, "watermark"),
                    time(batch, "newestEvent")));
        } catch (NoSuchFileException e) {
            // The next look finds the one that has replaced it.
            return Optional.empty();
        }
    }

    private static Instant time(JsonNode json, String name) {
        return json.path(name).isTextual() ? Instant.parse(json.path(name).asText()) : null;
    }
}
