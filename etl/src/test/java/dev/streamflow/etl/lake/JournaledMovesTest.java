package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournaledMovesTest {
    private static final List<Move> MOVES = List.of(
            new Move("_staging/run/a", "gold/a/event_date=2026-01-01"),
            new Move("_staging/run/new", "gold/new/event_date=2026-01-01"),
            new Move("_staging/run/b.csv", "gold_csv/b/2026-01-01.csv"));
    private static final Map<String, String> OLD =
            Map.of("gold/a/event_date=2026-01-01/part-0", "old", "gold_csv/b/2026-01-01.csv", "old");
    private static final Map<String, String> NEW = Map.of(
            "gold/a/event_date=2026-01-01/part-1", "new",
            "gold/new/event_date=2026-01-01/part-1", "new",
            "gold_csv/b/2026-01-01.csv", "new");

    @TempDir
    Path folder;

    @Test
    void aRunThatIsKilledAnywhereHasPublishedNothingOrTheNextOnePublishesAllOfIt() throws Exception {
        int asBefore = 0;
        int finished = 0;
        boolean killed = true;
        for (int changes = 0; killed; changes++) {
            Path lake = lake("lake-" + changes);
            MortalFileSystem.dieAfter(changes);
            killed = !publish(lake);

            new JournaledMoves(new Lake(lake.toString(), healthy())).recover();

            Map<String, String> found = files(lake);
            assertThat(found).as("killed after %d changes", changes).isIn(OLD, NEW);
            asBefore += found.equals(OLD) ? 1 : 0;
            finished += found.equals(NEW) ? 1 : 0;
        }
        assertThat(asBefore).isPositive();
        assertThat(finished).isGreaterThan(MOVES.size());
    }

    @Test
    void theRepairMayBeKilledAsWell() throws Exception {
        for (int changes = 6; changes < 12; changes++) {
            for (int repairs = 0; repairs < 6; repairs++) {
                Path lake = lake("lake-" + changes + "-" + repairs);
                MortalFileSystem.dieAfter(changes);
                publish(lake);
                MortalFileSystem.dieAfter(repairs);
                recover(lake);

                new JournaledMoves(new Lake(lake.toString(), healthy())).recover();

                assertThat(files(lake)).isEqualTo(NEW);
            }
        }
    }

    @Test
    void aRunWaitsForTheOneBeforeIt() throws Exception {
        Lake lake = new Lake(folder.toString(), healthy());
        LakeLock first = LakeLock.take(lake);
        Thread second = new Thread(() -> LakeLock.take(new Lake(
                        folder.resolve("../" + folder.getFileName()).normalize().toString(), healthy()))
                .close());
        second.start();
        second.join(200);
        assertThat(second.isAlive()).isTrue();

        first.close();

        second.join(10_000);
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void aLakeThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> LakeLock.take(new Lake(file.toString(), healthy())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot lock " + file);
    }

    private static boolean publish(Path lake) {
        try {
            Publisher publisher = new JournaledMoves(new Lake(lake.toString(), mortal()));
            publisher.publish(
                    new org.apache.hadoop.fs.Path(lake.resolve("_staging/run").toString()), MOVES);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void recover(Path lake) {
        try {
            new JournaledMoves(new Lake(lake.toString(), mortal())).recover();
        } catch (IOException e) {
            assertThat(MortalFileSystem.isAlive()).isFalse();
        }
    }

    private Path lake(String name) throws IOException {
        Path lake = folder.resolve(name);
        write(lake.resolve("gold/a/event_date=2026-01-01/part-0"), "old");
        write(lake.resolve("gold_csv/b/2026-01-01.csv"), "old");
        write(lake.resolve("_staging/run/a/part-1"), "new");
        write(lake.resolve("_staging/run/new/part-1"), "new");
        write(lake.resolve("_staging/run/b.csv"), "new");
        return lake;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Map<String, String> files(Path lake) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(lake)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(lake.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }

    private static Configuration healthy() {
        return on(RawLocalFileSystem.class);
    }

    private static Configuration mortal() {
        return on(MortalFileSystem.class);
    }

    private static Configuration on(Class<?> fileSystem) {
        Configuration configuration = new Configuration(false);
        configuration.set("fs.file.impl", fileSystem.getName());
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        return configuration;
    }
}
