package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.landing.LandingSummaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of {@code retain}: before its entry, after it, and between two deletions. */
class ITRetainKill {
    private static final int RUNS = 400;
    private static final LocalDate OLD = LocalDate.parse("2025-12-31");
    private static final LocalDate CUT = LocalDate.parse("2026-01-01");
    /** {@code -Dretain.kills=50} for more of them. */
    private static final int KILLS = Integer.getInteger("retain.kills", 2);
    /** Beside much else the deletions are often over before they are seen: so often it is tried again. */
    private static final int MORE = 30;

    private static final long LOOK_NANOS = 50_000;

    @TempDir
    Path folder;

    @Test
    void whateverIsLeftIsFinishedAndNeverTakenForALoss() throws Exception {
        Path undisturbed = landed("undisturbed");
        assertThat(retain(undisturbed).waitFor()).isZero();
        Map<String, Long> done = files(undisturbed);
        Random random = new Random(5);
        int inTheMiddle = 0;
        for (int kill = 0; kill < KILLS || (inTheMiddle == 0 && kill < KILLS + MORE); kill++) {
            Path landing = landed("killed-" + kill);
            int all = left(landing);
            int leave = 1 + random.nextInt(all - 1);
            Process process = retain(landing);
            // The entry is there, and so many files are still to go.
            await(process, () -> Files.exists(entry(landing)) && left(landing) <= leave);
            process.destroyForcibly().waitFor();
            inTheMiddle += left(landing) > 0 ? 1 : 0;

            assertThat(runs(landing))
                    .as("the ledger alone decides what there is")
                    .isEmpty();
            assertThat(retain(landing).waitFor()).isIn(0, 99);

            assertThat(files(landing)).as("killed with %d files left", leave).isEqualTo(done);
        }
        assertThat(inTheMiddle).as("kills between two deletions").isPositive();
    }

    private Path landed(String name) {
        LandingFixture landing = new LandingFixture(folder.resolve(name));
        for (int run = 0; run < RUNS; run++) {
            landing.land("t", OLD.toString(), List.of("{\"a\":1}"));
        }
        return landing.land("t", CUT.toString(), List.of("{\"a\":1}")).folder();
    }

    private Process retain(Path landing) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(System.getProperty("spark.jvm").trim().split("\\s+")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EtlProgram.class.getName(), "retain"));
        command.addAll(List.of("--before", CUT.toString(), "--only", "landing"));
        command.addAll(List.of(
                "--landing",
                landing.toString(),
                "--lake",
                folder.resolve("none").toString()));
        Path log = folder.resolve("log");
        return new ProcessBuilder(command)
                .redirectOutput(log.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static void await(Process process, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (!condition.getAsBoolean() && process.isAlive()) {
            assertThat(System.nanoTime()).as("time to wait").isLessThan(deadline);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static Path entry(Path landing) {
        return landing.resolve("t/_ledger/retention-000001.json");
    }

    private static int left(Path landing) {
        String[] files = landing.resolve("t/dt=" + OLD).toFile().list();
        return files == null ? 0 : files.length;
    }

    private static java.util.SortedSet<Long> runs(Path landing) {
        return new HadoopLanding(landing.toString(), new Configuration())
                .dates("t", LandingSummaries.none())
                .runs(OLD)
                .numbers();
    }

    /** Every file's size by its path; an entry's holds the time. */
    private static Map<String, Long> files(Path landing) throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(landing)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                boolean entry = path.equals(entry(landing));
                files.put(landing.relativize(path).toString(), entry ? 0 : Files.size(path));
            }
        }
        return files;
    }
}
