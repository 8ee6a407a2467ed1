package dev.streamflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker dies while it is read. */
class ITOutage {
    @TempDir
    Path folder;

    @Test
    void aBrokerThatDiesIsOneClearLineAndTheNextRunCompletes() throws IOException, InterruptedException {
        Lake lake = Lake.in(folder, "outage");
        Path data = folder.resolve("broker");
        LandProcess landing;
        String server;
        try (BrokerProcess broker = BrokerProcess.start(data, 0)) {
            server = broker.server();
            fill(server);
            // One fetched batch at a time, so that it is still reading when the broker dies.
            landing = LandProcess.start(
                            lake,
                            "outage",
                            "-Kbootstrap.servers=" + server,
                            "-Kmax.partition.fetch.bytes=1",
                            "-Kfetch.max.bytes=1",
                            "-Krequest.timeout.ms=10000",
                            "-Kdefault.api.timeout.ms=10000")
                    .awaitFile(".jsonl.zst");
        }
        assertThat(landing.exitCode()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(landing.err())
                .contains("Cannot land outage: no record of ")
                .contains(" arrived for 10 s\n  See whether the broker is well, and run it again.\n");
        assertThat(landing.err().lines().count()).as("no flood of warnings").isLessThan(6);
        assertThat(lake.files("commit-")).isEmpty();

        int port = Integer.parseInt(server.substring(server.indexOf(':') + 1));
        try (BrokerProcess broker = BrokerProcess.start(data, port)) {
            String again = "-Kbootstrap.servers=" + broker.server();
            assertThat(lake.land("outage", again).exitCode()).isZero();
            assertThat(lake.run("verify", "outage", again).out()).contains("\"faults\":[]");
        }
        assertThat(lake.files("plan-")).hasSize(1);
        assertThat(LandProcess.ids(lake)).isEqualTo(LandProcess.allIds());
    }

    private static void fill(String server) {
        Kafka.create(server, new NewTopic("outage", 2, (short) 1));
        LandProcess.fill("outage", Map.of("bootstrap.servers", server));
    }
}
