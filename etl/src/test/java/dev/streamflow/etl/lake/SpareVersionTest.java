package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a version is made of, it holds what the one before held and what was published. */
class SpareVersionTest {
    /** {@code -Dversions.steps=500} for more of them. */
    private static final int STEPS = Integer.getInteger("versions.steps", 60);

    @TempDir
    Path folder;

    private LocalLake lake;
    private final Random random = new Random(34);
    /** What each version has to hold: of each path its text. */
    private final Map<String, Map<String, String>> versions = new TreeMap<>();
    /** Versions that were made of a spare one. */
    private int reused;

    @BeforeEach
    void lake() {
        DurableFiles disk = new DurableFiles() {
            @Override
            void rename(Path from, Path to) throws IOException {
                super.rename(from, to);
                reused += from.toString().endsWith(".spare") ? 1 : 0;
            }

            @Override
            void force(Path path) {
                // Forcing takes most of the time, and is another test's matter.
            }
        };
        lake = new LocalLake(folder.resolve("lake"), disk);
    }

    @Test
    void aPublicationCostsWhatItPublishesAndNotWhatIsThere() throws Exception {
        assertThat(changesOfAPublicationBeside(300)).isEqualTo(changesOfAPublicationBeside(2));
    }

    @Test
    void aFileThatSomebodyDeletesFromAnOldVersionIsInTheNextOne() throws Exception {
        String kept = "gold/a/event_date=2";
        publish(lake, "first", List.of("gold/a/event_date=1", kept), List.of());
        Path old = lake.folder().resolve("_current").toRealPath();
        publish(lake, "second", List.of("gold/a/event_date=1"), List.of());
        for (Path file : LakeFolders.list(old.resolve(kept))) {
            Files.delete(file);
        }

        for (String run : List.of("third", "fourth")) {
            publish(lake, run, List.of("gold/a/event_date=1"), List.of());
            assertThat(LakeFolders.list(lake.folder().resolve("_current").resolve(kept)))
                    .as(run)
                    .isNotEmpty();
        }
        assertThat(reused).isPositive();
    }

    private int changesOfAPublicationBeside(int dates) throws IOException {
        lake = new LocalLake(folder.resolve("lake-of-" + dates));
        List<String> all = new ArrayList<>();
        for (int date = 0; date < dates; date++) {
            all.add("gold/a/event_date=" + date);
        }
        publish(lake, "before", all, List.of());
        for (String run : List.of("second", "third")) {
            publish(lake, run, List.of("gold/a/event_date=0"), List.of());
        }
        int[] changes = {0};
        DurableFiles counting = new WatchedFiles(lake.folder()) {
            @Override
            void createFolder(Path path) throws IOException {
                changes[0]++;
                super.createFolder(path);
            }

            @Override
            void link(Path link, Path file) throws IOException {
                changes[0]++;
                super.link(link, file);
            }

            @Override
            void delete(Path path) throws IOException {
                changes[0]++;
                super.delete(path);
            }

            @Override
            void force(Path path) throws IOException {
                changes[0]++;
                super.force(path);
            }
        };
        publish(lake.on(counting), "fourth", List.of("gold/a/event_date=1"), List.of());
        return changes[0];
    }

    @Test
    void anyOrderOfWhatMayHappenLeavesWhatWasPublished() throws Exception {
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(16)) {
                case 0 -> pointAtAnotherVersion();
                case 1 -> kill(step);
                case 2 -> putATableByHand(step);
                case 3 -> deleteTheSpareVersion();
                default -> publishSome(lake, step);
            }
            assertThat(held(current())).as("after step %d", step).isEqualTo(versions.get(current()));
        }
        assertThat(reused).isGreaterThan(STEPS / 6);
    }

    private void publishSome(LocalLake to, int step) throws IOException {
        List<String> replaced = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (String zone : List.of("gold", "silver")) {
            for (String table : List.of("a", "b")) {
                for (int date = 1; date < 5; date++) {
                    String path = zone + "/" + table + "/event_date=2026-01-0" + date;
                    if (random.nextInt(6) == 0) {
                        replaced.add(path);
                    } else if (random.nextInt(15) == 0) {
                        removed.add(path);
                    }
                }
            }
        }
        Map<String, String> expected = new TreeMap<>(versions.getOrDefault(current(), Map.of()));
        expected.keySet().removeIf(file -> removed.contains(parent(file)) || replaced.contains(parent(file)));
        replaced.forEach(path -> expected.put(path + "/part-" + step, "" + step));
        expected.put("ledger/published.json", "" + step);
        versions.put(next(), expected);
        publish(to, "" + step, replaced, removed);
        assertThat(versions).containsKey(current());
    }

    private void kill(int step) throws IOException {
        String before = current();
        try {
            publishSome(lake.on(new WatchedFiles(lake.folder(), random.nextInt(60))), step);
        } catch (IOException e) {
            assertThat(e).hasMessage("killed");
            lake.versions().recover();
            if (current().equals(before)) {
                versions.keySet().removeIf(version -> Files.notExists(lake.path("_versions/" + version)));
            }
        }
    }

    private void pointAtAnotherVersion() throws IOException {
        List<String> names = lake.path("_versions").toFile().exists() ? lake.versionNames() : List.of();
        if (!names.isEmpty()) {
            Files.delete(lake.path("_current"));
            Files.createSymbolicLink(
                    lake.path("_current"), Path.of("_versions", names.get(random.nextInt(names.size()))));
        }
    }

    private void putATableByHand(int step) throws IOException {
        if (!current().isEmpty()) {
            String mine = "gold/mine-" + step + "/part";
            lake.write("_current/" + mine, "mine");
            versions.get(current()).put(mine, "mine");
        }
    }

    private void deleteTheSpareVersion() throws IOException {
        for (SpareVersion spare : new LakeFolders(lake.folder()).spares()) {
            new DurableFiles().deleteTree(spare.folder());
        }
    }

    private static void publish(LocalLake lake, String run, List<String> replaced, List<String> removed)
            throws IOException {
        List<Move> moves = new ArrayList<>();
        for (String path : replaced) {
            lake.write("_staging/" + LocalLake.RUN + "/" + path + "/part-" + run, run);
            moves.add(new Move("_staging/" + LocalLake.RUN + "/" + path, path));
        }
        removed.forEach(path -> moves.add(Move.removal(path)));
        String sum = "_staging/" + LocalLake.RUN + "/published.json";
        lake.write(sum, run);
        moves.add(new Move(sum, "ledger/published.json"));
        lake.versions().publish(lake.staging(), moves);
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** The name of the current version; empty if there is none. */
    private String current() throws IOException {
        return new LakeFolders(lake.folder()).lake().toFile().exists() && LakeFolders.isThere(lake.path("_current"))
                ? lake.path("_current").toRealPath().getFileName().toString()
                : "";
    }

    private String next() throws IOException {
        List<Long> numbers = new LakeFolders(lake.folder()).numbers();
        return "%06d".formatted(numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1);
    }

    /** Of each file of tables and ledger its text. */
    private Map<String, String> held(String version) throws IOException {
        if (version.isEmpty()) {
            return null;
        }
        Path root = lake.path("_versions/" + version);
        Map<String, String> held = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = root.relativize(file).toString();
                if (path.contains("/")) {
                    held.put(path, Files.readString(file));
                }
            }
        }
        return held;
    }
}
