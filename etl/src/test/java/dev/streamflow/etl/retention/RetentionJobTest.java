package dev.streamflow.etl.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.etl.LandingFixture;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.SharedFileSystem;
import dev.streamflow.etl.ledger.LakeLedger;
import dev.streamflow.etl.ledger.LakeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Landing and lake on a file system that has no links and whose lake is held by a lease, as on HDFS. */
class RetentionJobTest {
    private static final LocalDate OLD = LocalDate.parse("2025-12-31");
    private static final LocalDate CUT = LocalDate.parse("2026-01-01");
    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

    @TempDir
    Path folder;

    @BeforeEach
    void aLakeAndALanding() throws IOException {
        new LandingFixture(folder.resolve("landing"))
                .land("t", OLD.toString(), List.of("{\"a\":1}"))
                .land("t", CUT.toString(), List.of("{\"a\":1}"));
        for (LocalDate date : List.of(OLD, CUT)) {
            write("lake/silver/t/event_date=" + date + "/part-0");
            write("lake/gold_csv/daily_t/" + date + ".csv");
        }
    }

    @Test
    void datesLeaveTablesByRenamesAndLanding() throws IOException {
        Deleted deleted = job().run("20260401T000000.000000Z");

        assertThat(deleted.lake().dates()).containsExactly(OLD);
        assertThat(deleted.files()).isEqualTo(3);
        assertThat(files())
                .noneMatch(file ->
                        file.contains("event_date=2025") || file.contains("dt=2025") || file.contains("2025-12-31.csv"))
                .anyMatch(file -> file.contains("silver/t/event_date=2026-01-01/part-0"))
                .anyMatch(file -> file.contains("dt=2026-01-01/r000002"))
                .anyMatch(file -> file.endsWith("_ledger/retention-000001.json"));
        assertThat(folder.resolve("lake/_staging")).doesNotExist();
        LakeState published = new LakeLedger(lake()).published();
        assertThat(published.retained(OLD).orElseThrow().before()).isEqualTo(CUT);
        assertThat(new LakeLedger(lake()).fromDocuments()).isEqualTo(published);
        assertThat(SharedFileSystem.unforced(folder.resolve("landing"))).isEmpty();

        assertThat(job().run("20260402T000000.000000Z").isNothing()).isTrue();
    }

    @Test
    void aLookChangesNothing() throws IOException {
        List<String> before = files();

        assertThat(job().look().files()).isEqualTo(3);

        assertThat(files()).isEqualTo(before);
    }

    private RetentionJob job() {
        String root = SharedFileSystem.NAME + folder.toString();
        RetentionSettings settings = new RetentionSettings(
                CUT, Optional.empty(), root + "/landing", root + "/lake", Set.of(), Optional.empty());
        return new RetentionJob(settings, SharedFileSystem.configuration(), NOW);
    }

    private Lake lake() {
        return new Lake(SharedFileSystem.NAME + folder.resolve("lake").toString(), SharedFileSystem.configuration());
    }

    private void write(String file) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "rows");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
