package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.OperationFailedException;
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

class JournaledRenamePublisherTest {
    private static final String RUN = LocalLake.RUN;
    private static final List<Move> MOVES = List.of(
            new Move("_staging/" + RUN + "/a", "gold/a/event_date=2026-01-01"),
            new Move("_staging/" + RUN + "/new", "gold/new/event_date=2026-01-01"),
            new Move("_staging/" + RUN + "/b.csv", "gold_csv/b/2026-01-01.csv"),
            Move.removal("gold/a/event_date=2025-01-01"),
            Move.removal("gold_csv/b/2025-01-01.csv"),
            Move.removal("gold/a/event_date=2024-01-01"));
    private static final Map<String, String> OLD = Map.of(
            "gold/a/event_date=2026-01-01/part-0", "old",
            "gold_csv/b/2026-01-01.csv", "old",
            "gold/a/event_date=2025-01-01/part-0", "older",
            "gold_csv/b/2025-01-01.csv", "older");
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

            moves(lake, healthy()).recover();

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

                moves(lake, healthy()).recover();

                assertThat(files(lake)).isEqualTo(NEW);
            }
        }
    }

    @Test
    void aJournalFromBeforeThereWereRemovalsIsFinished() throws Exception {
        Path lake = lake("lake");
        Path staged = lake.resolve("_staging").resolve(RUN);
        write(
                staged.resolve("publish.json"),
                "[{\"staged\":\"_staging/" + RUN + "/a\",\"target\":\"gold/a/event_date=2026-01-01\"}]");

        moves(lake, healthy()).recover();

        assertThat(files(lake)).containsEntry("gold/a/event_date=2026-01-01/part-1", "new");
    }

    @Test
    void aRunWaitsForTheOneBeforeIt() throws Exception {
        Lake lake = new Lake(folder.toString(), healthy());
        LakeLock first = LakeLock.take(lake, RUN);
        Thread second = new Thread(() -> LakeLock.take(
                        new Lake(
                                folder.resolve("../" + folder.getFileName())
                                        .normalize()
                                        .toString(),
                                healthy()),
                        RUN)
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

        assertThatThrownBy(() -> LakeLock.take(new Lake(file.toString(), healthy()), RUN))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot lock " + file);
    }

    @Test
    void whatNeitherStagingNorTheLakeHasAnyMoreIsNamedAndWhatItReplacedIsKept() throws Exception {
        Path lake = lake("lake");
        Path staged = lake.resolve("_staging").resolve(RUN);
        write(staged.resolve("publish.json"), new ObjectMapper().writeValueAsString(MOVES));
        Files.move(lake.resolve("gold/a/event_date=2026-01-01"), staged.resolve("replaced-0"));
        Files.move(staged.resolve("a"), lake.resolve("gold/elsewhere"));

        assertThatThrownBy(() -> moves(lake, healthy()).recover())
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("gold/a/event_date=2026-01-01 nor what was staged for it is there");
        assertThat(staged.resolve("replaced-0/part-0")).hasContent("old");
    }

    @Test
    void aDamagedJournalIsNamed() throws Exception {
        Path lake = lake("lake");
        write(lake.resolve("_staging").resolve(RUN).resolve("publish.json"), "[{");
        Map<String, String> before = files(lake);

        assertThatThrownBy(() -> moves(lake, healthy()).recover())
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("publish.json is damaged");
        assertThat(files(lake)).isEqualTo(before);
    }

    @Test
    void whatPeoplePutIntoStagingStays() throws Exception {
        Path lake = lake("lake");
        write(lake.resolve("_staging/dbt/model"), "mine");

        moves(lake, healthy()).recover();

        assertThat(files(lake)).containsEntry("_staging/dbt/model", "mine").hasSize(OLD.size() + 1);
    }

    private static JournaledRenamePublisher moves(Path lake, Configuration configuration) {
        return new JournaledRenamePublisher(new Lake(lake.toString(), configuration), () -> {});
    }

    private static boolean publish(Path lake) {
        try {
            moves(lake, mortal()).publish(LocalLake.staging(lake), MOVES);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void recover(Path lake) {
        try {
            moves(lake, mortal()).recover();
        } catch (IOException e) {
            assertThat(MortalFileSystem.isAlive()).isFalse();
        }
    }

    private Path lake(String name) throws IOException {
        Path lake = folder.resolve(name);
        write(lake.resolve("gold/a/event_date=2026-01-01/part-0"), "old");
        write(lake.resolve("gold_csv/b/2026-01-01.csv"), "old");
        write(lake.resolve("gold/a/event_date=2025-01-01/part-0"), "older");
        write(lake.resolve("gold_csv/b/2025-01-01.csv"), "older");
        write(lake.resolve("_staging/" + RUN + "/a/part-1"), "new");
        write(lake.resolve("_staging/" + RUN + "/new/part-1"), "new");
        write(lake.resolve("_staging/" + RUN + "/b.csv"), "new");
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
