package dev.streamflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, really killed. */
class ITKill {
    private static final int SIGTERM_EXIT = 128 + 15;

    @TempDir
    Path folder;

    @Test
    void whatAKilledProcessLeavesIsFinishedByTheNextInASmallHeap() throws InterruptedException {
        Lake lake = filled("killed");

        LandProcess.start(lake, "killed").awaitFile("plan-000001").kill();
        assertThat(lake.files("commit-")).isEmpty();
        LandProcess.start(lake, "killed").awaitFile("_tmp/r000001").kill();
        LandProcess.start(lake, "killed").awaitFile("dt=").kill();
        assertThat(LandProcess.start(lake, "killed").exitCode()).isIn(0, 99);

        assertWhole(lake, "killed");
    }

    @Test
    void aProcessThatIsAskedToStopSaysSoAndTheNextFinishesItsPlan() throws IOException, InterruptedException {
        Lake lake = filled("terminated");

        // One fetched batch at a time: slow enough to be stopped halfway.
        LandProcess stopped = LandProcess.start(
                        lake, "terminated", "-Kmax.partition.fetch.bytes=1", "-Kfetch.max.bytes=1")
                .awaitFile(".jsonl.zst")
                .terminate();

        assertThat(stopped.exitCode()).isEqualTo(SIGTERM_EXIT);
        assertThat(stopped.err())
                .endsWith("Cannot land terminated: stopped\n  The next run goes on with the same plan.\n");
        assertThat(lake.files("plan-")).hasSize(1);
        assertThat(lake.files("commit-")).isEmpty();
        assertThat(lake.files("dt=")).isEmpty();
        assertThat(lake.files("_tmp")).as("it cleans up").isEmpty();
        assertThat(lake.land("terminated").exitCode()).isZero();
        assertThat(lake.files("plan-")).hasSize(1);
        assertWhole(lake, "terminated");
    }

    private Lake filled(String topic) {
        Kafka.create(topic, 2);
        LandProcess.fill(topic, Map.of());
        return Lake.in(folder, topic);
    }

    private static void assertWhole(Lake lake, String topic) {
        assertThat(LandProcess.ids(lake)).isEqualTo(LandProcess.allIds());
        assertThat(lake.run("verify", topic).out()).contains("\"faults\":[]").contains("\"open\":[]");
        assertThat(lake.files("_tmp")).isEmpty();
    }
}
