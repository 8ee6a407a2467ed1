package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A lake on a local file system whose tables say which run has published them. */
record LocalLake(Path folder, DurableFiles disk) {
    static final String RUN = "20260102T030000.000000Z-2026-01-01";
    static final int TABLES = 2;

    LocalLake(Path folder) {
        this(folder, new WatchedFiles(folder));
    }

    LocalLake on(DurableFiles other) {
        return new LocalLake(folder, other);
    }

    SnapshotPublisher versions() {
        return new SnapshotPublisher(folder, disk, () -> {});
    }

    Path path(String relative) {
        return folder.resolve(relative);
    }

    /** Replaces all tables, and adds a document to the ledger. */
    LocalLake publish(String run) throws IOException {
        return publish(run, TABLES);
    }

    LocalLake publish(String run, int tables) throws IOException {
        versions().publish(staging(), stage(run, tables));
        return this;
    }

    static org.apache.hadoop.fs.Path staging(Path lake) {
        return new org.apache.hadoop.fs.Path(
                lake.resolve("_staging").resolve(RUN).toString());
    }

    org.apache.hadoop.fs.Path staging() {
        return staging(folder);
    }

    List<Move> stage(String run, int tables) throws IOException {
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < tables; i++) {
            String table = "gold/table-" + i + "/event_date=2026-01-01";
            write("_staging/" + RUN + "/" + table + "/part-" + run, run);
            moves.add(new Move("_staging/" + RUN + "/" + table, table));
        }
        String document = "ledger/event_date=2026-01-01/" + run + ".json";
        write("_staging/" + RUN + "/" + document, run);
        moves.add(new Move("_staging/" + RUN + "/" + document, document));
        return moves;
    }

    LocalLake write(String relative, String text) throws IOException {
        Files.createDirectories(path(relative).getParent());
        Files.writeString(path(relative), text);
        return this;
    }

    /** The one run that all tables are of. */
    String state() throws IOException {
        Set<String> states = new HashSet<>();
        for (int i = 0; i < TABLES; i++) {
            try (Stream<Path> parts = Files.list(path("gold/table-" + i + "/event_date=2026-01-01"))) {
                for (Path part : parts.toList()) {
                    states.add(Files.readString(part));
                }
            }
        }
        assertThat(states).hasSize(1);
        return states.iterator().next();
    }

    /** What lies beside the spare version. */
    List<String> versionNames() {
        return Stream.of(path("_versions").toFile().list())
                .filter(name -> !name.endsWith(".spare"))
                .sorted()
                .toList();
    }

    /** All that lies there: of a file its text, of a link where it points. */
    Map<String, String> everything() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                all.put(folder.relativize(path).toString(), describe(path));
            }
        }
        return all;
    }

    private static String describe(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path);
        }
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "folder" : Files.readString(path);
    }
}
