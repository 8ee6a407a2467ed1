package dev.streamflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.ExitCode;
import dev.streamflow.ingest.land.LandingResult;
import dev.streamflow.ingest.land.plan.LandingRequest;
import dev.streamflow.ingest.storage.LocalStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far one run goes, and how the group shows it. */
class ITLimits {
    /** More than one plan of a run that has a limit of time. */
    private static final int RECORDS = 500_100;

    @TempDir
    Path folder;

    @Test
    void afterItsTimeARunBeginsNothingNewAndTheNextGoesOn() {
        Kafka.create("duration", 2);
        try (var producer = Kafka.producer(Map.of())) {
            for (int i = 0; i < RECORDS; i++) {
                Kafka.send(producer, "duration", i % 2, null);
            }
        }
        Lake lake = Lake.in(folder, "duration");
        try (InProcess landing = new InProcess("duration")) {
            LandingResult late = landing.land(new LocalStorage(lake.root()), limited(), tenMinutesAfterACommit(lake));

            assertThat(late.runs()).containsExactly(1);
            assertThat(late.read()).isEqualTo(500_000);
            assertThat(late.complete()).isFalse();
        }
        Lake.Outcome next = lake.land("duration", "--max-duration", "10m");
        assertThat(next.out()).contains("\"runs\":[2],\"read\":100").contains("\"complete\":true");
        assertThat(lake.run("verify", "duration").out()).contains("\"faults\":[]");
    }

    @Test
    void aLimitThatIsNoneIsUsage() {
        Lake.Outcome none = Lake.in(folder, "duration").land("duration", "--max-duration", "PT0S");
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(none.err()).contains("--max-duration PT0S is not positive");
    }

    @Test
    void theGroupShowsHowFarLandingIs() {
        Kafka.create("group", 2);
        Lake lake = Lake.in(folder, "group");
        Kafka.send("group", 0, "{}", "{}", "{}");
        Kafka.send("group", 1, "{}");

        assertThat(lake.land("group", "--group", "our-group", "--max-records", "2")
                        .exitCode())
                .isZero();
        long shown = Kafka.groupOffsets("our-group").values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(shown).isEqualTo(2);
        assertThat(lake.land("group", "--group", "our-group").exitCode()).isZero();

        assertThat(Kafka.groupOffsets("our-group"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(new TopicPartition("group", 0), 3L, new TopicPartition("group", 1), 1L));
        assertThat(Kafka.groupOffsets("streamflow-group")).isEmpty();
    }

    private static LandingRequest limited() {
        LandingRequest all = InProcess.request("duration", Long.MAX_VALUE);
        return new LandingRequest(
                all.topic(),
                all.eventTime(),
                all.compression(),
                all.keep(),
                all.shard(),
                all.from(),
                Optional.empty(),
                all.lateness(),
                Duration.ZERO,
                OptionalLong.empty(),
                Optional.of(Duration.ofMinutes(10)),
                false,
                Map.of());
    }

    private static Clock tenMinutesAfterACommit(Lake lake) {
        InstantSource source = () -> lake.files("commit-").isEmpty() ? InProcess.NOW : later();
        return source.withZone(ZoneOffset.UTC);
    }

    private static Instant later() {
        return InProcess.NOW.plus(Duration.ofMinutes(10));
    }
}
