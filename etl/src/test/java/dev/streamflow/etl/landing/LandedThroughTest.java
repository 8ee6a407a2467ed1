package dev.streamflow.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.time.TimestampFormat;
import dev.streamflow.landing.compression.Compression;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.EventTimeSpec;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.LedgerJson;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandedThroughTest {
    @TempDir
    Path landing;

    @BeforeEach
    void ledger() throws IOException {
        Files.createDirectories(landing.resolve(LandingLayout.ledger("visits")));
    }

    @Test
    void theNewestRunTellsLessItsLateness() throws IOException {
        committed(plan(1, "1/1", "PT0S", 0, 1));
        committed(plan(2, "1/1", "PT1H", 0, 1));

        assertThat(through()).contains(at(2).minus(Duration.ofHours(1)));
    }

    @Test
    void aRunThatWasCutSaysNothingOfWhatItLeft() throws IOException {
        committed(plan(1, "1/1", "PT0S", 0, 1));
        committed(cut(plan(2, "1/1", "PT0S", 0, 1), 1));
        assertThat(through()).contains(at(1));

        committed(cut(plan(3, "1/1", "PT0S", 0, 1, 2), 2));
        assertThat(through()).as("the end of a new partition was never reached").isEmpty();
    }

    @Test
    void allShardsHaveToBeThere() throws IOException {
        // As `land` has written it so far.
        committed(plan(1, "Shard[number=2, count=2]", "PT0S", 1));
        committed(plan(2, "1/2", "PT0S", 0));
        assertThat(through()).contains(at(1));

        committed(plan(3, "1/2", "PT0S", 0));
        assertThat(through()).contains(at(1));
        Files.delete(landing.resolve(LandingLayout.commit("visits", 1)));
        Files.delete(landing.resolve(LandingLayout.plan("visits", 1)));
        assertThat(new LandedThrough(ledger("visits")).find(3, RunNumbers.NONE)).isEmpty();
    }

    @Test
    void whatComesAfterAnOpenRunIsNotKnownToBeThere() throws IOException {
        committed(plan(1, "1/1", "PT0S", 0));
        planned(plan(2, "1/1", "PT0S", 0));
        committed(plan(3, "1/1", "PT0S", 0));

        assertThat(through()).contains(at(1));
    }

    @Test
    void anAbandonedRunHasLandedNothing() throws IOException {
        committed(plan(1, "1/1", "PT0S", 0));
        Plan lost = plan(2, "1/1", "PT0S", 0);
        planned(lost);
        document(LandingLayout.commit("visits", 2), LedgerJson.bytes(Commit.abandon(lost)));

        assertThat(through()).contains(at(1));
    }

    private Optional<Instant> through() {
        return new HadoopLanding(landing.toString(), new Configuration())
                .dates("visits", LandingSummaries.none())
                .through();
    }

    private TopicLedger ledger(String topic) {
        return new HadoopLanding(landing.toString(), new Configuration()).ledger(topic);
    }

    /** When run n was planned. */
    static Instant at(int run) {
        return Instant.parse("2026-01-02T00:00:00Z").plus(Duration.ofHours(run));
    }

    /** One that reaches the end of these partitions. */
    static Plan plan(int run, String shard, String lateness, int... partitions) {
        EventTime time = new EventTime(
                "at", new TimestampFormat.Iso(ZoneOffset.UTC), EventTime.DEFAULT_EARLIEST, EventTime.DEFAULT_LATEST);
        List<OffsetRange> ranges = IntStream.of(partitions)
                .mapToObj(partition -> new OffsetRange(partition, run, run + 1, null, true, null))
                .toList();
        return new Plan(
                Plan.VERSION,
                run,
                "visits",
                "id",
                at(run),
                Compression.NONE,
                EventTimeSpec.of(time),
                Set.of(),
                Map.of("shard", shard, "lateness", lateness),
                ranges);
    }

    /** The plan without the end of this partition. */
    private static Plan cut(Plan plan, int partition) {
        List<OffsetRange> ranges = plan.partitions().stream()
                .map(range -> new OffsetRange(
                        range.partition(),
                        range.start(),
                        range.end(),
                        null,
                        range.complete() && range.partition() != partition,
                        null))
                .toList();
        return new Plan(
                plan.version(),
                plan.run(),
                plan.topic(),
                plan.topicId(),
                plan.createdAt(),
                plan.compression(),
                plan.eventTime(),
                plan.keep(),
                plan.parameters(),
                ranges);
    }

    private void committed(Plan plan) throws IOException {
        planned(plan);
        document(LandingLayout.commit("visits", plan.run()), LedgerJson.bytes(Commit.of(plan, List.of(), List.of())));
    }

    private void planned(Plan plan) throws IOException {
        document(LandingLayout.plan("visits", plan.run()), LedgerJson.bytes(plan));
    }

    private void document(String path, byte[] bytes) throws IOException {
        Files.write(landing.resolve(path), bytes);
    }
}
