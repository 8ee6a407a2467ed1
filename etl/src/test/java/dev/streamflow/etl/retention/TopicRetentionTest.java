package dev.streamflow.etl.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.etl.LandingFixture;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.landing.LandedDates;
import dev.streamflow.etl.landing.LandingSummaries;
import dev.streamflow.landing.ledger.DeletedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicRetentionTest {
    private static final String OLD = "2025-12-30";
    private static final String LAST_OLD = "2025-12-31";
    private static final String KEPT = "2026-01-01";
    private static final LocalDate CUT = LocalDate.parse(KEPT);
    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

    @TempDir
    Path root;

    @Test
    void whatIsOldGoesAndTheLedgerSaysSo() throws Exception {
        landed(root);

        DeletedTopic deleted = retention(root).run();

        assertThat(deleted)
                .extracting("retention", "files", "records", "missing", "finished")
                .containsExactly(1, 5L, 7L, 0L, 0L);
        assertThat(deleted.dates())
                .extracting(DeletedFiles::date, DeletedFiles::runs, DeletedFiles::records)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(LocalDate.parse(OLD), List.of(1, 2), 4L),
                        org.assertj.core.groups.Tuple.tuple(LocalDate.parse(LAST_OLD), List.of(3), 1L));
        assertThat(deleted.undated().runs()).as("by the age of the run").containsExactly(4, 5);
        assertThat(names(root))
                .containsExactlyInAnyOrder("dt=" + KEPT, "rejected", "_ledger", "_tmp")
                .as("a folder without files is gone")
                .doesNotContain("dt=" + OLD);
        assertThat(files(root).keySet())
                .filteredOn(file -> file.contains("rejected/"))
                .hasSize(1);
        assertThat(landing(root).runs(LocalDate.parse(OLD)).isEmpty()).isTrue();
        assertThat(landing(root).runs(CUT)).hasToString("6");
    }

    @Test
    void aSecondRunFindsNothing() throws Exception {
        landed(root);
        retention(root).run();
        Map<String, String> before = files(root);

        assertThat(retention(root).run().isNothing()).isTrue();
        assertThat(files(root)).isEqualTo(before);
    }

    @Test
    void aDryRunSaysTheSameAndChangesNothing() throws Exception {
        landed(root);
        Map<String, String> before = files(root);

        DeletedTopic said = retention(root).look();

        assertThat(files(root)).isEqualTo(before);
        assertThat(retention(root).run()).isEqualTo(said);
    }

    @Test
    void whereverARunIsKilledTheNextOneFinishes() throws Exception {
        landed(root.resolve("undisturbed"));
        retention(root.resolve("undisturbed")).run();
        Map<String, String> done = files(root.resolve("undisturbed"));
        int begun = 0;
        boolean killed = true;
        for (int changes = 0; killed; changes++) {
            Path landing = root.resolve("killed-" + changes);
            landed(landing);
            Map<String, String> before = files(landing);
            killed = !survives(landing, changes);
            Map<String, String> left = files(landing);
            boolean named = left.keySet().stream().anyMatch(file -> file.contains("_ledger/retention-000001.json"));
            assertThat(named || left.equals(before))
                    .as("no file goes before the entry")
                    .isTrue();
            begun += named && killed ? 1 : 0;

            DeletedTopic finished = retention(landing).run();

            assertThat(files(landing)).as("killed after %d changes", changes).isEqualTo(done);
            assertThat(finished.files() == 0 || finished.finished() == 0)
                    .as("one or the other")
                    .isTrue();
        }
        assertThat(begun).as("kills between the entry and the last file").isGreaterThan(4);
    }

    private boolean survives(Path landing, int changes) throws IOException {
        LandingFolder mortal = new MortalFolder(new LocalLandingFolder(landing), changes, () -> {});
        try {
            retention(landing, mortal).run();
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessage("killed");
            return false;
        }
    }

    @Test
    void ofTwoRunsAtTheSameTimeOneNamesTheFiles() throws Exception {
        LandingFixture landing = landed(root);
        LandingFolder folder = new LocalLandingFolder(root);
        LandingFolder late = new MortalFolder(folder, Integer.MAX_VALUE, () -> {
            if (!Files.exists(root.resolve("t/_ledger/retention-000001.json"))) {
                try {
                    retention(root).run();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                landing.land("t", OLD, values(1));
            }
        });

        DeletedTopic second = retention(root, late).run();

        assertThat(second.retention()).isNull();
        assertThat(landing(root).runs(LocalDate.parse(OLD)))
                .as("landed since, so that the second run has not seen it")
                .hasToString("8");
        assertThat(retention(root).run().retention()).isEqualTo(2);
    }

    @Test
    void aLateRecordIsNoPartOfWhatWasDeletedAndGoesWithTheNext() throws Exception {
        LandingFixture landing = landed(root);
        retention(root).run();
        landing.plannedAt("2026-04-02T00:00:00Z").land("t", OLD, values(2));

        assertThat(landing(root).records(LocalDate.parse(OLD))).isEqualTo(2);
        assertThat(landing(root).deleted(LocalDate.parse(OLD)).orElseThrow().runs())
                .hasToString("1-2");

        DeletedTopic second = retention(root).run();

        assertThat(second.dates()).extracting(DeletedFiles::runs).containsExactly(List.of(8));
        assertThat(landing(root).deleted(LocalDate.parse(OLD)).orElseThrow().runs())
                .hasToString("1-2,8");
    }

    @Test
    void aFileThatWasLostBeforeIsCounted() throws Exception {
        landed(root);
        try (Stream<Path> files = Files.list(root.resolve("t/dt=" + LAST_OLD))) {
            Files.delete(files.findFirst().orElseThrow());
        }

        assertThat(retention(root).run().missing()).isEqualTo(1);
    }

    @Test
    void filesThatNoCommitNamesStay() throws Exception {
        LandingFixture landing = landed(root).landWithoutCommit("t", OLD, values(1));
        Files.writeString(root.resolve("t/dt=" + OLD + "/notes"), "mine");
        Files.createDirectories(root.resolve("t/_tmp/r000008-x"));
        Files.writeString(root.resolve("t/_tmp/r000008-x/f"), "in progress");

        retention(root).run();

        assertThat(landing.folder()).isEqualTo(root);
        assertThat(root.resolve("t/dt=" + OLD)).isDirectoryContaining("glob:**/r000008-*");
        assertThat(root.resolve("t/dt=" + OLD + "/notes")).exists();
        assertThat(root.resolve("t/_tmp/r000008-x/f")).exists();
    }

    @Test
    void whatAKilledWriterOfAnEntryLeftIsTidied() throws Exception {
        landed(root);
        Files.createDirectories(root.resolve("t/_tmp"));
        Files.writeString(root.resolve("t/_tmp/retention-000001-abc"), "{");

        retention(root).run();
        retention(root).run();

        assertThat(root.resolve("t/_tmp")).isEmptyDirectory();
    }

    @Test
    void anEntryOfAnotherVersionIsRefused() throws Exception {
        landed(root);
        Files.writeString(root.resolve("t/_ledger/retention-000001.json"), "{\"version\":2}");

        assertThatThrownBy(() -> retention(root).run())
                .hasMessageEndingWith("retention-000001.json: its version is 2, this Streamflow knows 1");
    }

    /**
     * Runs 1 to 3 of old dates, 4 and 5 with a rejected record each, 6 of what is kept, 7 with a rejected record that
     * is kept.
     */
    private static LandingFixture landed(Path folder) {
        LandingFixture landing = new LandingFixture(folder).plannedAt("2025-12-31T23:59:59Z");
        landing.land("t", OLD, values(3)).land("t", OLD, values(1)).land("t", LAST_OLD, values(1));
        landing.reject("t").reject("t").land("t", KEPT, values(2));
        return landing.plannedAt("2026-01-01T00:00:00Z").reject("t");
    }

    private static List<String> values(int records) {
        return Stream.generate(() -> "{\"a\":1}").limit(records).toList();
    }

    private static TopicRetention retention(Path landing) {
        return retention(landing, new LocalLandingFolder(landing));
    }

    private static TopicRetention retention(Path landing, LandingFolder folder) {
        HadoopLanding zone = new HadoopLanding(landing.toString(), new Configuration());
        return new TopicRetention(folder, zone.ledger("t"), "t", CUT, NOW);
    }

    private static LandedDates landing(Path landing) {
        return new HadoopLanding(landing.toString(), new Configuration()).dates("t", LandingSummaries.none());
    }

    private static List<String> names(Path landing) throws IOException {
        try (Stream<Path> children = Files.list(landing.resolve("t"))) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }

    private static Map<String, String> files(Path landing) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(landing)) {
            for (Path path : paths.toList()) {
                String name = landing.relativize(path).toString();
                files.put(name, Files.isDirectory(path) ? "folder" : new String(Files.readAllBytes(path), UTF_8));
            }
        }
        return files;
    }
}
