package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts processes of Spark on a class path that has Spark's own jars and nothing of ours: a Spark home made of links.
 */
final class SparkProcesses implements AutoCloseable {
    static final Path JAR = Path.of("target/etl.jar").toAbsolutePath();

    private final Path folder;
    private final Path home;
    private final Path temporary;
    private final List<Process> processes = new ArrayList<>();

    SparkProcesses(Path folder) throws IOException {
        this.folder = folder;
        this.home = folder.resolve("spark");
        Path jars = Files.createDirectories(home.resolve("jars"));
        Path conf = Files.createDirectories(home.resolve("conf"));
        this.temporary = Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(
                conf.resolve("spark-defaults.conf"),
                "spark.executor.extraJavaOptions \"" + String.join(" ", jvm()) + " -Djava.io.tmpdir=" + temporary
                        + "\"");
        for (Path jar : spark()) {
            Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
        }
    }

    /** Of the class path of this test, what Spark's distribution brings (Maven's Spark brings more). */
    private static List<Path> spark() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar") && !path.contains("/target/"))
                .filter(path -> Stream.of(
                                "/info/picocli/",
                                "/com/ezylang/",
                                "/jackson-datatype-jdk8/",
                                "/me/tongfei/",
                                "/org/duckdb/",
                                "/org/junit/",
                                "/org/assertj/")
                        .noneMatch(path::contains))
                .map(Path::of)
                .toList();
    }

    /** Options of every JVM of Spark here, executors as well. */
    private static List<String> jvm() {
        return List.of(System.getProperty("spark.jvm").trim().split("\\s+"));
    }

    /** Starts a main of Spark; its output goes to the files {@code <name>.out} and {@code <name>.err}. */
    Process start(String name, String main, String... args) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(jvm());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of("-cp", home.resolve("conf") + File.pathSeparator + home.resolve("jars/*"), main));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_CONF_DIR", home.resolve("conf").toString());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_LOCAL_DIRS", temporary.toString());
        // Which spark-class would set, and a worker needs to start executors.
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Starts {@code spark-submit} of our jar. */
    Process submit(String name, String master, LandingFixture landing, Path lake, String... args) throws IOException {
        return submit(name, master, List.of(), landing, lake, args);
    }

    /** Starts {@code spark-submit} of our jar, with more options of its own. */
    Process submit(String name, String master, List<String> options, LandingFixture landing, Path lake, String... args)
            throws IOException {
        List<String> all = new ArrayList<>(List.of("--master", master));
        all.addAll(options);
        all.addAll(List.of("--class", "dev.streamflow.etl.EtlProgram", JAR.toString(), "etl"));
        all.addAll(List.of("--landing", landing.folder().toString(), "--lake", lake.toString()));
        all.addAll(List.of("--schemas", "../schemas", "--products", "../data/reference/products.csv"));
        all.addAll(List.of(args));
        return start(name, "org.apache.spark.deploy.SparkSubmit", all.toArray(String[]::new));
    }

    /** Waits until a process that should succeed has done so, and gives the lines of its standard output. */
    List<String> finished(String name, Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(err(name)).isZero();
        return Files.readAllLines(folder.resolve(name + ".out"));
    }

    String err(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".err"));
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }
}
