package dev.streamflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.ExitCode;
import dev.streamflow.ingest.CrashingStorage.Crash;
import dev.streamflow.ingest.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 3: what the log has lost is an error that names it, until somebody accepts it. */
class ITLoss {
    private static final String EVENT = "{\"at\":\"2026-01-01T00:00:00Z\"}";

    @TempDir
    Path folder;

    @Test
    void expiredRetentionIsNamedAndCanBeAccepted() {
        Lake lake = topic("retention");
        Kafka.send("retention", 0, EVENT, EVENT);
        lake.land("retention");
        Kafka.send("retention", 0, EVENT, EVENT, EVENT);
        Kafka.deleteBefore("retention", 0, 4);

        Lake.Outcome refused = lake.land("retention");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(refused.err())
                .contains("Cannot land retention: the offsets [2, 4) of partition 0 are gone, the log starts at 4");
        assertThat(lake.run("verify", "retention").err()).contains("offsets [2, 4) of partition 0 are gone");

        assertThat(lake.land("retention", "--accept-loss").exitCode()).isZero();
        assertThat(lake.lines("dt=")).hasSize(3);
        assertThat(lake.run("verify", "retention").out())
                .contains("\"gap\":{\"from\":2,\"to\":4,\"reason\":\"retention\"}")
                .contains("\"faults\":[]");
    }

    @Test
    void aPlanWhoseOffsetsAreGoneIsAbandonedWhenTheLossIsAccepted() {
        Lake lake = topic("abandoned");
        Kafka.send("abandoned", 0, EVENT, EVENT, EVENT);
        diesAfterItsPlan(lake, "abandoned");
        assertThat(lake.files("plan-000001")).hasSize(1);
        assertThat(lake.files("commit-")).isEmpty();
        Kafka.deleteBefore("abandoned", 0, 1);

        assertThat(lake.land("abandoned").err()).contains("the offsets [0, 1) of partition 0 are gone");
        assertThat(lake.land("abandoned", "--accept-loss").exitCode()).isZero();

        assertThat(lake.lines("dt=")).hasSize(2);
        assertThat(lake.run("verify", "abandoned").out())
                .contains("\"gap\":{\"from\":0,\"to\":1,\"reason\":\"retention\"}")
                .contains("\"faults\":[]");
    }

    @Test
    void whatWasLandedBeforeALossWasFoundIsTold() throws IOException {
        Kafka.create("halfway", 2);
        Lake lake = Lake.in(folder, "halfway");
        Kafka.send("halfway", 0, EVENT, EVENT);
        lake.land("halfway");
        // As if that landing had been killed.
        Files.delete(lake.files("commit-000001").get(0));
        Kafka.send("halfway", 1, EVENT, EVENT, EVENT);
        Kafka.deleteBefore("halfway", 1, 2);

        Lake.Outcome refused = lake.land("halfway");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(refused.out())
                .startsWith("{\"error\":{\"exitCode\":1,")
                .contains("the offsets [0, 2) of partition 1 are gone")
                .contains("\"done\":{\"topic\":\"halfway\",\"runs\":[1],\"read\":2,\"landed\":2,")
                .contains("\"complete\":false");
    }

    @Test
    void aLogThatStartsLateBeforeItsFirstPlanIsNoLoss() {
        Lake lake = topic("first");
        Kafka.send("first", 0, EVENT, EVENT, EVENT);
        Kafka.deleteBefore("first", 0, 2);

        assertThat(lake.land("first").exitCode()).isZero();

        assertThat(lake.lines("dt=")).hasSize(1);
        assertThat(lake.run("verify", "first").exitCode()).isZero();
    }

    @Test
    void aTruncatedLogIsNamed() throws IOException {
        Lake lake = topic("truncated");
        Kafka.send("truncated", 0, EVENT, EVENT);
        lake.land("truncated");
        // As if the log had had more records when it was landed.
        Path plan = lake.files("plan-000001").get(0);
        Files.writeString(plan, Files.readString(plan).replace("\"end\" : 2", "\"end\" : 5"));

        assertThat(lake.land("truncated").err())
                .contains(
                        "Cannot land truncated: partition 0 ends at 2, before offset 5 that it had: the log was truncated");
        assertThat(lake.land("truncated", "--accept-loss").exitCode()).isZero();
        Kafka.send("truncated", 0, EVENT);
        assertThat(lake.land("truncated").exitCode()).isZero();
        assertThat(lake.lines("dt=")).hasSize(3);
    }

    @Test
    void aRecreatedTopicIsNamedAndLandedFromItsBeginningWhenAccepted() {
        Lake lake = topic("recreated");
        Kafka.send("recreated", 0, EVENT, EVENT);
        lake.land("recreated");
        Kafka.recreate("recreated", 1);
        Kafka.send("recreated", 0, EVENT, EVENT, EVENT);

        assertThat(lake.land("recreated").err()).contains("Cannot land recreated: the topic was re-created");
        assertThat(lake.run("verify", "recreated").err()).contains("was re-created");
        assertThat(lake.land("recreated", "--accept-loss").exitCode()).isZero();
        assertThat(lake.lines("dt=")).hasSize(5);
        assertThat(lake.run("verify", "recreated").exitCode()).isZero();
    }

    @Test
    void aTopicRecreatedUnderAnOpenPlanIsNamed() {
        Lake lake = topic("reopened");
        Kafka.send("reopened", 0, EVENT, EVENT);
        diesAfterItsPlan(lake, "reopened");
        Kafka.recreate("reopened", 1);
        Kafka.send("reopened", 0, EVENT, EVENT, EVENT);

        assertThat(lake.land("reopened").err()).contains("Cannot land reopened: the topic was re-created");
        assertThat(lake.files("dt=")).isEmpty();
        assertThat(lake.land("reopened", "--accept-loss").exitCode()).isZero();
        assertThat(lake.lines("dt=")).hasSize(3);
        assertThat(lake.run("verify", "reopened").exitCode()).isZero();
    }

    @Test
    void offsetsThatGoWhileTheyAreReadAreNamed() throws IOException, InterruptedException {
        Kafka.create("expiring", 2);
        LandProcess.fill("expiring", Map.of());
        Lake lake = Lake.in(folder, "expiring");

        // One fetched batch at a time: slow enough to lose the log halfway.
        LandProcess reading = LandProcess.start(
                        lake, "expiring", "-Kmax.partition.fetch.bytes=1", "-Kfetch.max.bytes=1")
                .awaitFile(".jsonl.zst");
        Kafka.deleteBefore("expiring", 0, LandProcess.RECORDS / 2);

        assertThat(reading.exitCode()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(reading.err())
                .contains(
                        "Cannot land expiring: the offsets [0, 30000) of partition 0 are gone, the log starts at 30000");
        assertThat(lake.files("commit-")).isEmpty();
    }

    @Test
    void aMissingTopicIsNamed() {
        Lake lake = Lake.in(folder, "missing");
        assertThat(lake.land("missing").err()).contains("Cannot land missing: there is no such topic");
        assertThat(lake.run("verify", "missing").err()).contains("Cannot verify missing: there is no such topic");
    }

    private static void diesAfterItsPlan(Lake lake, String topic) {
        // Its workspace made, its plan created: before and after each.
        try (InProcess landing = new InProcess(topic)) {
            Assertions.assertThatThrownBy(() -> landing.land(
                            new CrashingStorage(new LocalStorage(lake.root()), 4),
                            InProcess.request(topic, Long.MAX_VALUE)))
                    .isInstanceOf(Crash.class);
        }
    }

    private Lake topic(String name) {
        Kafka.create(name, 1);
        return Lake.in(folder, name);
    }
}
