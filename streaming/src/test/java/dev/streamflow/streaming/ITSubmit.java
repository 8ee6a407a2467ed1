package dev.streamflow.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.FreePort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code streaming.jar} as it is handed to {@code spark-submit}, on a cluster that has Spark's own jars and nothing of
 * ours.
 */
class ITSubmit {
    private static final Path JAR = Path.of("target/streaming.jar").toAbsolutePath();
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);
    private static final int EVENTS = 50;

    /** Of the class path of this test, what Spark's distribution does not bring. */
    private static final List<String> OTHERS = List.of(
            "/info/picocli/",
            "/jackson-datatype-jdk8/",
            "/me/tongfei/",
            "/de/siegmar/",
            "/org/apache/kafka/",
            "/spark-sql-kafka-",
            "/spark-token-provider-kafka-",
            "/commons-pool2/",
            "/org/postgresql/",
            "/io/zonky/",
            "/com/tngtech/",
            "/com/ezylang/",
            "/org/duckdb/",
            "/org/junit/",
            "/org/assertj/");

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void theJarRunsOnAClusterAndStopsWhenItIsAskedTo() throws Exception {
        send();
        home();
        String master = cluster();

        Process windows = start(
                "windows",
                "org.apache.spark.deploy.SparkSubmit",
                List.of("--master", master, "--conf", "spark.driver.host=127.0.0.1"),
                List.of("--conf", "spark.executor.extraJavaOptions=" + String.join(" ", jvm())),
                List.of("--conf", "spark.sql.shuffle.partitions=2", JAR.toString(), "windows"),
                List.of("--live", folder.resolve("live").toString(), "--schemas", "../schemas"),
                List.of("--topic", "submitted", "--trigger", "1s", "--profile", "prod"),
                List.of("--bootstrap-servers", SharedBroker.bootstrapServers()));
        long deadline = System.nanoTime() + PATIENCE;
        while (status().path("counted").asLong() < EVENTS) {
            assertThat(windows.waitFor(100, TimeUnit.MILLISECONDS))
                    .as(text("windows.err"))
                    .isFalse();
            assertThat(System.nanoTime()).as(text("windows.err")).isLessThan(deadline);
        }
        assertThat(status().path("balanced").asBoolean()).isTrue();

        windows.destroy();
        assertThat(windows.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(status().path("state").asText()).as(text("windows.err")).isEqualTo("stopped");
    }

    private static void send() {
        SharedBroker.create("submitted", 1);
        for (int i = 0; i < EVENTS; i++) {
            String sale = String.format(
                    Locale.ROOT,
                    "{\"order_id\":\"%d\",\"order_date\":\"2026-03-01T00:00:%02dZ\",\"product\":\"P\",\"quantity\":1,"
                            + "\"unit_price\":1.50,\"store\":\"North\"}",
                    i,
                    i);
            SharedBroker.send("submitted", 0, 1_772_323_200_000L, sale.getBytes(UTF_8));
        }
        SharedBroker.flush();
    }

    /** A Spark home made of links. */
    private void home() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("spark/jars"));
        Files.createDirectories(folder.resolve("spark/conf"));
        Files.createDirectories(folder.resolve("tmp"));
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (jar.endsWith(".jar")
                    && !jar.contains("/target/")
                    && OTHERS.stream().noneMatch(jar::contains)) {
                Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
            }
        }
    }

    private String cluster() throws Exception {
        int port = FreePort.find();
        String master = "spark://127.0.0.1:" + port;
        List<String> address = List.of("--host", "127.0.0.1", "--webui-port", "0");
        start("master", "org.apache.spark.deploy.master.Master", address, List.of("--port", Integer.toString(port)));
        await("master", "I have been elected leader");
        start(
                "worker",
                "org.apache.spark.deploy.worker.Worker",
                address,
                List.of(
                        "--cores",
                        "2",
                        "--memory",
                        "1g",
                        "--work-dir",
                        folder.resolve("work").toString(),
                        master));
        await("worker", "Successfully registered with master");
        return master;
    }

    private JsonNode status() throws IOException {
        Path file = folder.resolve("live/windows/status.json");
        return new ObjectMapper().readTree(Files.exists(file) ? Files.readString(file) : "{}");
    }

    /** Options of every JVM of Spark here, executors as well. */
    private static List<String> jvm() {
        return List.of(System.getProperty("spark.jvm").trim().split("\\s+"));
    }

    @SafeVarargs
    private Process start(String name, String main, List<String>... args) throws IOException {
        Path home = folder.resolve("spark");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(jvm());
        command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
        command.addAll(List.of("-cp", home.resolve("conf") + File.pathSeparator + home.resolve("jars/*"), main));
        for (List<String> some : args) {
            command.addAll(some);
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_CONF_DIR", home.resolve("conf").toString());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_LOCAL_DIRS", folder.resolve("tmp").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void await(String process, String line) throws Exception {
        long deadline = System.nanoTime() + PATIENCE;
        while (!text(process + ".err").contains(line) && !text(process + ".out").contains(line)) {
            assertThat(System.nanoTime()).as(text(process + ".err")).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
