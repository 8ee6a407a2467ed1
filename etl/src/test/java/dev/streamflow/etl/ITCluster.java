package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same jar on a standalone cluster: master, worker, executor and driver are processes of their own. */
class ITCluster {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    @TempDir
    Path folder;

    @Test
    void theTablesAreTheSameOnACluster() throws Exception {
        LandingFixture landing = new LandingFixture(folder.resolve("landing"));
        ShopLines lines = new ShopLines(5);
        lines.land(landing, "2026-01-01", 50);
        lines.land(landing, "2026-01-02", 50);
        Path lake = folder.resolve("lake");
        Path work = folder.resolve("work");
        int port = freePort();
        String master = "spark://127.0.0.1:" + port;

        try (SparkProcesses spark = new SparkProcesses(folder)) {
            String[] address = {"--host", "127.0.0.1", "--port", Integer.toString(port), "--webui-port", "0"};
            spark.start("master", "org.apache.spark.deploy.master.Master", address);
            await(spark, "master", "I have been elected leader");
            spark.start(
                    "worker",
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "--cores",
                    "2",
                    "--memory",
                    "1g",
                    "--work-dir",
                    work.toString(),
                    master);
            await(spark, "worker", "Successfully registered with master");

            String[] dates = {"--from=2026-01-01", "--to=2026-01-02", "--profile=prod"};
            spark.finished("etl", spark.submit("etl", master, landing, lake, dates));
        }

        assertThat(work.toFile().list()).as("executors").isNotEmpty();
        for (String table : Lakes.GOLD) {
            assertThat(Lakes.gold(lake, table)).isEqualTo(Lakes.expected(landing, table));
        }
    }

    private void await(SparkProcesses spark, String process, String line) throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!spark.err(process).contains(line)
                && !Files.readString(folder.resolve(process + ".out")).contains(line)) {
            assertThat(System.nanoTime())
                    .as("%s: %s", process, spark.err(process))
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
