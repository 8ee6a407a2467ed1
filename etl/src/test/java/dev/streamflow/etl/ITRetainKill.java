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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of {@code retain}: before its entry, while it writes it, after it, and between two deletions. */
class ITRetainKill {
    private static final int RUNS = 40;
    private static final String LANDING_FOLDER = "dev.streamflow.etl.retention.LocalLandingFolder";
    private static final LocalDate OLD = LocalDate.parse("2025-12-31");
    private static final LocalDate CUT = LocalDate.parse("2026-01-01");
    /** {@code -Dretain.kills=50} for more of them between two deletions. */
    private static final int KILLS = Integer.getInteger("retain.kills", 2);

    @TempDir
    Path folder;

    /** @param call of the method, which is not begun any more */
    private record Place(String method, int call) {
        boolean isBeforeTheEntry() {
            return method.equals("create") || (method.equals("force") && call == 1);
        }

        int deleted() {
            return method.equals("delete") ? call - 1 : 0;
        }
    }

    @Test
    void whateverIsLeftIsFinishedAndNeverTakenForALoss() throws Exception {
        Path undisturbed = landed("undisturbed");
        assertThat(retain(undisturbed, List.of()).waitFor()).isZero();
        Map<String, Long> done = files(undisturbed);
        for (Place place : places()) {
            Path landing = landed(place.toString());

            DebuggedProcess.killAtCall(
                    options -> retain(landing, options), LANDING_FOLDER, place.method(), place.call());

            assertThat(left(landing)).as("files at %s", place).isEqualTo(RUNS - place.deleted());
            assertThat(runs(landing))
                    .as("the ledger alone decides what there is, %s", place)
                    .hasSize(place.isBeforeTheEntry() ? RUNS : 0);
            assertThat(retain(landing, List.of()).waitFor())
                    .as("exit code after %s: 99 with nothing more to say", place)
                    .isIn(0, 99);
            assertThat(files(landing)).as("after %s", place).isEqualTo(done);
        }
    }

    private static List<Place> places() {
        List<Place> places = new ArrayList<>(
                List.of(new Place("create", 1), new Place("force", 1), new Place("force", 2), new Place("delete", 1)));
        Random random = new Random(5);
        for (int kill = 0; kill < KILLS; kill++) {
            places.add(new Place("delete", 2 + random.nextInt(RUNS - 1)));
        }
        return places;
    }

    private Path landed(String name) {
        LandingFixture landing = new LandingFixture(folder.resolve(name));
        for (int run = 0; run < RUNS; run++) {
            landing.land("t", OLD.toString(), List.of("{\"a\":1}"));
        }
        return landing.land("t", CUT.toString(), List.of("{\"a\":1}")).folder();
    }

    private Process retain(Path landing, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(System.getProperty("spark.jvm").trim().split("\\s+")));
        command.addAll(options);
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

    private static Path entry(Path landing) {
        return landing.resolve("t/_ledger/retention-000001.json");
    }

    private static int left(Path landing) {
        String[] files = landing.resolve("t/dt=" + OLD).toFile().list();
        return files == null ? 0 : files.length;
    }

    private static java.util.SortedSet<Long> runs(Path landing) {
        return new HadoopLanding(landing.toString(), OwnFiles.configuration())
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
