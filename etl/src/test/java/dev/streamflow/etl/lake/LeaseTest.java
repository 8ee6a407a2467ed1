package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.NotReadyException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of several machines at one lake on HDFS. Time passes by setting the times of files. */
class LeaseTest {
    /** No heartbeat comes by itself. */
    private static final Lease.Timing SILENT = new Lease.Timing(Duration.ofDays(1), Duration.ofMinutes(3));

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void create() {
        lake = SharedFileSystem.lake(folder);
    }

    @Test
    void aLivingRunIsNotDisturbedAndNamed() throws Exception {
        try (Lease first = Lease.take(lake, "first-run", SILENT)) {
            assertThatThrownBy(() -> LakeLock.take(lake, "second"))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessageStartingWith("Cannot change the lake " + lake + ": run first-run (host ")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            first.requireHeld();
        }

        assertThat(folder).isEmptyDirectory();
        Lease.take(lake, "second", SILENT).close();
    }

    @Test
    void ofSeveralRunsAtTheSameTimeOneHasIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            AtomicInteger refused = new AtomicInteger();
            Callable<Lease> run = () -> {
                try {
                    return Lease.take(lake, "run", SILENT);
                } catch (NotReadyException e) {
                    refused.incrementAndGet();
                    return null;
                }
            };
            ExecutorService threads = Executors.newFixedThreadPool(4);
            if (round % 2 == 1) {
                Lease.take(lake, "dead", SILENT);
                timePasses(Duration.ofMinutes(4));
            }
            for (Future<Lease> taken : threads.invokeAll(List.of(run, run, run, run))) {
                if (taken.get() != null) {
                    taken.get().requireHeld();
                    taken.get().close();
                }
            }
            threads.shutdown();
            assertThat(refused).hasValue(3);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aDeadOnesIsTakenOverAndItsOwnerFindsOutBeforeItPublishes() throws Exception {
        Lease first = Lease.take(lake, "first", SILENT);
        Path staged = stage();
        timePasses(Duration.ofMinutes(4));

        Lease second = Lease.take(lake, "second", SILENT);

        assertThatThrownBy(() -> new JournaledRenamePublisher(lake, first::requireHeld)
                        .publish(LocalLake.staging(folder), List.of(new Move(staging() + "/a", "gold/a"))))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageStartingWith("Cannot publish to " + lake + ": another run has taken over");
        assertThat(folder.resolve("gold")).doesNotExist();
        first.close();
        second.requireHeld();
        new JournaledRenamePublisher(lake, second::requireHeld).recover();
        assertThat(staged).doesNotExist();
        second.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoTakesOverStandsBackFromAnOwnerThatWakesUpMeanwhile() throws Exception {
        try (Lease first = Lease.take(lake, "first", SILENT)) {
            timePasses(Duration.ofMinutes(4));
            SharedFileSystem.beforeCreating(first::requireHeld);

            assertThatThrownBy(() -> Lease.take(lake, "second", SILENT)).isInstanceOf(NotReadyException.class);

            first.requireHeld();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itIsTheHeartbeatThatKeepsItAlive() throws Exception {
        try (Lease lease = Lease.take(lake, "first", new Lease.Timing(Duration.ofMillis(5), Duration.ofMinutes(3)))) {
            timePasses(Duration.ofMinutes(4));
            FileTime before = FileTime.fromMillis(
                    System.currentTimeMillis() - Duration.ofMinutes(2).toMillis());
            while (newest(".beat").compareTo(before) < 0) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> Lease.take(lake, "second", SILENT)).isInstanceOf(NotReadyException.class);
            lease.requireHeld();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void oneWithoutItsOwnerIsTakenOverAfterTheSameTime() throws Exception {
        Files.createDirectories(folder.resolve("_staging"));
        Files.writeString(folder.resolve("_staging/_lease-000007.json"), "");
        assertThatThrownBy(() -> Lease.take(lake, "second", SILENT))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("run unknown");

        timePasses(Duration.ofMinutes(4));

        Lease.take(lake, "second", SILENT).close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRunThatIsKilledIsWaitedForAndThenWhatItHadDecidedIsPublished() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Killed.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("half-way");
            assertThatThrownBy(() -> LakeLock.take(lake, "second"))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessageContaining("process " + killed.pid());
        } finally {
            killed.destroyForcibly().waitFor();
        }
        assertThat(folder.resolve("gold")).doesNotExist();
        assertThatThrownBy(() -> LakeLock.take(lake, "second")).isInstanceOf(NotReadyException.class);

        timePasses(Duration.ofMinutes(4));

        try (LakeLock lock = LakeLock.take(lake, "second")) {
            Staging.begin(lock, "20260103T030000.000000Z-2026-01-01").close();
            assertThat(folder.resolve("gold/a/part")).hasContent("staged");
        }
        assertThat(folder.toFile().list()).containsExactly("gold");
    }

    @Test
    void whatDecidesIsForcedToTheDisksBeforeItDoes() throws Exception {
        stage();
        try (Lease lease = Lease.take(lake, "run", SILENT)) {
            JournaledRenamePublisher moves = new JournaledRenamePublisher(lake, () -> {
                lease.requireHeld();
                assertThat(SharedFileSystem.unforced(folder)).noneMatch(path -> path.contains(".json"));
            });
            moves.publish(LocalLake.staging(folder), List.of(new Move(staging() + "/a", "gold/a")));
        }
        assertThat(folder.resolve("gold/a/part")).hasContent("staged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a://bucket/lake", "gs://bucket/lake", "abfss://box@account/lake", "s3://bucket/lake"})
    void objectStoresAreRefusedByName(String location) {
        assertThatThrownBy(() -> new Lake(location, new Configuration(false)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Cannot use the lake " + location + ": ")
                .hasMessageContaining("not supported");
    }

    private static String staging() {
        return "_staging/" + LocalLake.RUN;
    }

    private Path stage() throws IOException {
        Path staged = Files.createDirectories(folder.resolve(staging()));
        Files.writeString(Files.createDirectories(staged.resolve("a")).resolve("part"), "staged");
        return staged;
    }

    private FileTime newest(String suffix) throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (Path file : files()) {
            if (file.toString().endsWith(suffix)
                    && Files.getLastModifiedTime(file).compareTo(newest) > 0) {
                newest = Files.getLastModifiedTime(file);
            }
        }
        return newest;
    }

    private void timePasses(Duration time) throws IOException {
        for (Path file : files()) {
            Files.setLastModifiedTime(
                    file,
                    FileTime.from(Files.getLastModifiedTime(file).toInstant().minus(time)));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("_staging"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** A process that has decided what to publish, and gets no further. */
    static final class Killed {
        private Killed() {}

        public static void main(String... args) throws Exception {
            Path folder = Path.of(args[0]);
            LakeLock lock = LakeLock.take(SharedFileSystem.lake(folder), "killed");
            Path staged = Files.createDirectories(folder.resolve(staging()));
            Files.writeString(Files.createDirectories(staged.resolve("a")).resolve("part"), "staged");
            Files.writeString(
                    staged.resolve("publish.json"), "[{\"staged\":\"" + staging() + "/a\",\"target\":\"gold/a\"}]");
            lock.requireHeld();
            System.out.println("half-way");
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
