package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotPublisherTest {
    private static final int TABLES = 20;
    private static final String KEPT = "gold/kept/event_date=2026-01-01/part";
    /** {@code -Dversions.kills=50} for more of them. */
    private static final int KILLS = Integer.getInteger("versions.kills", 4);

    @TempDir
    Path lake;

    @Test
    void whateverIsKilledWheneverAReaderSeesAllTablesOfOneRun() throws Exception {
        publish(lake, 0);
        Files.writeString(
                Files.createDirectories(lake.resolve("_staging/first")).resolve("part"), "kept");
        versions(lake).publish(folder("first"), List.of(new Move("_staging/first", "gold/kept/event_date=2026-01-01")));
        Random random = new Random(1);
        Set<String> seen = new HashSet<>(Set.of(onlyState()));
        for (int kill = 0; kill < KILLS; kill++) {
            Process publisher = start();
            while (!seen.add(onlyState())) {
                assertThat(publisher.isAlive()).isTrue();
            }
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(300));
            while (System.nanoTime() < end) {
                seen.add(onlyState());
            }
            publisher.destroyForcibly().waitFor();
            seen.add(onlyState());
        }
        assertThat(seen).as("states that were seen").hasSizeGreaterThan(KILLS);

        versions(lake).recover();
        publish(lake, 1);

        assertThat(lake.toFile().list())
                .containsExactlyInAnyOrder(
                        "_current", "_versions", "silver", "quarantine", "gold", "gold_csv", "ledger");
        assertThat(lake.resolve("_versions").toFile().list()).hasSizeLessThanOrEqualTo(3);
        assertThat(lake.resolve(KEPT)).hasContent("kept");
    }

    @Test
    void unchangedFilesTakeNoSpaceOfTheirOwn() throws Exception {
        publish(lake, 0);
        Path table = lake.resolve("gold/table-0/event_date=2026-01-01/part-0");
        Object before = Files.getAttribute(table, "unix:ino");

        Files.writeString(
                Files.createDirectories(lake.resolve("_staging/other")).resolve("part"), "other");
        versions(lake)
                .publish(folder("other"), List.of(new Move("_staging/other", "gold/other/event_date=2026-01-01")));

        assertThat(Files.getAttribute(table, "unix:ino")).isEqualTo(before);
        assertThat(lake.resolve("gold/other/event_date=2026-01-01/part")).hasContent("other");
    }

    @Test
    void whatIsRemovedStaysInTheVersionBefore() throws Exception {
        publish(lake, 0);
        Path before = lake.resolve("_current").toRealPath();
        Files.createDirectories(lake.resolve("_staging/removal"));

        versions(lake)
                .publish(
                        folder("removal"),
                        List.of(
                                Move.removal("gold/table-0/event_date=2026-01-01"),
                                Move.removal("gold/table-1/event_date=2026-01-01/part-0"),
                                Move.removal("gold/never/event_date=2026-01-01")));

        assertThat(lake.resolve("gold/table-0/event_date=2026-01-01")).doesNotExist();
        assertThat(lake.resolve("gold/table-1/event_date=2026-01-01/part-0")).doesNotExist();
        assertThat(lake.resolve("gold/table-2/event_date=2026-01-01/part-0")).hasContent("0");
        assertThat(before.resolve("gold/table-0/event_date=2026-01-01/part-0")).hasContent("0");
        publish(lake, 1);
        assertThat(before).as("two publications later").doesNotExist();
        try (Stream<Path> files = Files.walk(lake.resolve("_versions"))) {
            assertThat(files.map(Path::toString))
                    .as("their space is free")
                    .noneMatch(file -> file.endsWith("table-0/event_date=2026-01-01/part-0"));
        }
    }

    /** The mark is the last of its files that goes. */
    @Test
    void aVersionThatWasDeletedButForItsFolderIsRemovedByTheNext() throws Exception {
        publish(lake, 0);
        publish(lake, 1);
        Files.createDirectories(lake.resolve("_versions/000000"));
        publish(lake, 2);

        assertThat(lake.resolve("_versions").toFile().list())
                .containsExactlyInAnyOrder("000001.spare", "000002", "000003");
    }

    @Test
    void whatAKilledRunLeftIsRemovedByTheNext() throws Exception {
        publish(lake, 0);
        Files.createDirectories(lake.resolve("_versions/000002.draft/gold"));
        Files.createDirectories(lake.resolve("_versions/000003/gold"));
        Files.writeString(lake.resolve("_versions/000003/_version"), "000003");
        Files.createSymbolicLink(lake.resolve("_next"), Path.of("_versions/000003"));
        Files.createDirectories(lake.resolve("_staging").resolve(LocalLake.RUN).resolve("gold"));

        versions(lake).recover();

        assertThat(lake.resolve("_versions").toFile().list()).containsExactly("000001");
        assertThat(lake.toFile().list()).doesNotContain("_next", "_staging");
        assertThat(onlyState()).isEqualTo("0");
    }

    /** The one run that all tables are of, as a reader finds them who resolves the link once. */
    private String onlyState() throws IOException {
        for (; ; ) {
            Set<String> states = new HashSet<>();
            Path gold = lake.resolve("gold").toRealPath();
            try {
                for (int i = 0; i < TABLES; i++) {
                    try (Stream<Path> parts = Files.list(gold.resolve("table-" + i + "/event_date=2026-01-01"))) {
                        for (Path part : parts.toList()) {
                            states.add(Files.readString(part));
                        }
                    }
                }
            } catch (NoSuchFileException e) {
                // Two later runs have been published while this one was being read.
                assertThat(lake.resolve("gold").toRealPath()).isNotEqualTo(gold);
                continue;
            }
            assertThat(states).hasSize(1);
            return states.iterator().next();
        }
    }

    private org.apache.hadoop.fs.Path folder(String name) {
        return new org.apache.hadoop.fs.Path(
                lake.resolve("_staging").resolve(name).toString());
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        lake.toString())
                .inheritIO()
                .start();
    }

    private static void publish(Path lake, long run) throws IOException {
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            String table = "table-" + i + "/event_date=2026-01-01";
            Path staged = Files.createDirectories(
                    lake.resolve("_staging").resolve(LocalLake.RUN).resolve(table));
            Files.writeString(staged.resolve("part-" + run), Long.toString(run));
            moves.add(new Move("_staging/" + LocalLake.RUN + "/" + table, "gold/" + table));
        }
        versions(lake).publish(LocalLake.staging(lake), moves);
    }

    private static SnapshotPublisher versions(Path lake) {
        return new SnapshotPublisher(lake, new DurableFiles(), () -> {});
    }

    /** A process that publishes one run after the other until it is killed. */
    static final class Endless {
        private Endless() {}

        public static void main(String... args) throws IOException {
            Path lake = Path.of(args[0]);
            for (long run = System.nanoTime(); ; run++) {
                versions(lake).recover();
                publish(lake, run);
            }
        }
    }
}
