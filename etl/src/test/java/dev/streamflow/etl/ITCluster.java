package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same jar on a standalone cluster: master, worker, executor and driver are processes of their own. */
class ITCluster {
    /** One that is large, one that is ranked over a whole date, and one that reads the dates before. */
    private static final List<String> TABLES = List.of("user_activity", "product_ranking", "daily_revenue");

    private static final String[] ARGUMENTS = {
        "--from=2026-01-01", "--to=2026-01-02", "--tables=" + String.join(",", TABLES)
    };
    /** Of one date; so many that its users fit no executor. */
    private static final int VISITS = 45_000;
    /**
     * What an executor of 512 MB has for rows, of all that it works on and keeps: a share of what Spark does not
     * reserve.
     */
    private static final double SHARE = 0.01;

    /** Eight columns of a row of user_activity, the text in two of them, and which are null. */
    private static final int BYTES_PER_USER = 8 * Long.BYTES + 2 * 16 + Long.BYTES;

    private static final int MEMORY = (int) (SHARE * ((512 - 300) << 20));

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    @TempDir
    Path folder;

    private LandingFixture landing;
    private SparkProcesses spark;
    private String master;

    @BeforeEach
    void start() throws Exception {
        landing = new LandingFixture(folder.resolve("landing"));
        ShopLines lines = new ShopLines(5);
        lines.land(landing, "2026-01-01", 50);
        lines.land(landing, "2026-01-02", 50);
        landing.land(
                "user_events",
                "2026-01-02",
                lines.withVisits(VISITS).withoutFaults().events("2026-01-02", VISITS),
                ".jsonl.zst");
        int port = FreePort.find();
        master = "spark://127.0.0.1:" + port;
        spark = new SparkProcesses(folder);
        String[] address = {"--host", "127.0.0.1", "--port", Integer.toString(port), "--webui-port", "0"};
        Process started = spark.start("master", "org.apache.spark.deploy.master.Master", address);
        await(started, "master", "I have been elected leader");
        started = spark.start(
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
                folder.resolve("work").toString(),
                master);
        await(started, "worker", "Successfully registered with master");
    }

    @AfterEach
    void stop() {
        spark.close();
    }

    @Test
    void tablesThatFitNoExecutorAreTheSameOnAClusterThatLosesOneInEveryPhase() throws Exception {
        Path lake = folder.resolve("lake");
        Path losses = Files.createDirectories(folder.resolve("losses"));
        List<String> options = List.of(
                "--jars",
                plugin().toString(),
                "--conf",
                "spark.plugins=" + ExecutorLoss.class.getName(),
                "--conf",
                ExecutorLoss.FOLDER + "=" + losses,
                "--conf",
                "spark.executor.cores=1",
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.memory.fraction=" + SHARE,
                "--conf",
                "spark.buffer.pageSize=16k");

        spark.finished(
                "etl",
                spark.submit(
                        "etl",
                        master,
                        options,
                        landing,
                        lake,
                        ARGUMENTS[0],
                        ARGUMENTS[1],
                        ARGUMENTS[2],
                        "--profile=prod",
                        "--rows-per-file=5000"));

        assertThat(losses.toFile().list()).containsExactlyInAnyOrder("clean", "silver", "gold");
        assertThat(lake.resolve("gold_csv/user_activity"))
                .isDirectoryContaining("glob:**/2026-01-01.csv")
                .isDirectoryContaining("glob:**/2026-01-02-00004.csv");
        Path undisturbed = folder.resolve("undisturbed");
        EtlRun.etl(landing.folder(), undisturbed, ARGUMENTS).succeeded();
        for (String table : TABLES) {
            assertThat(Lakes.gold(lake, table)).isEqualTo(Lakes.gold(undisturbed, table));
        }
        assertThat(Lakes.csv(lake)).isEqualTo(Lakes.csv(undisturbed));
        assertThat(BYTES_PER_USER * Lakes.gold(lake, "user_activity").size()).isGreaterThan(MEMORY);
        for (String topic : List.of("user_events", "transaction_events")) {
            assertThat(Lakes.table(lake, "silver", topic, "*"))
                    .isEqualTo(Lakes.table(undisturbed, "silver", topic, "*"));
            assertThat(Lakes.table(lake, "quarantine", topic, "*"))
                    .isEqualTo(Lakes.table(undisturbed, "quarantine", topic, "*"));
        }
    }

    private Path plugin() throws IOException {
        Path jar = folder.resolve("executor-loss.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> part :
                    List.of(ExecutorLoss.class, Class.forName(ExecutorLoss.class.getName() + "$Executor"))) {
                String name = part.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                part.getClassLoader().getResourceAsStream(name).transferTo(out);
            }
            return jar;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(Process started, String process, String line) throws Exception {
        long deadline = System.nanoTime() + PATIENCE;
        while (!spark.err(process).contains(line)
                && !Files.readString(folder.resolve(process + ".out")).contains(line)) {
            assertThat(System.nanoTime())
                    .as("%s: %s", process, spark.err(process))
                    .isLessThan(deadline);
            // Looking all the time would take a core from what is starting.
            assertThat(started.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
