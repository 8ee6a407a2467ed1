package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code etl.jar} as it is handed to {@code spark-submit}: alone, on a class path that has Spark's own jars and nothing of ours. */
class ITSubmit {
    private static final Path JAR = Path.of("target/etl.jar");

    @TempDir
    Path folder;

    @Test
    void theJarRunsAlone() throws Exception {
        LandingFixture landing = new LandingFixture(folder.resolve("landing"));
        new ShopLines(3).land(landing, "2026-01-01", 50);
        Path lake = folder.resolve("lake");

        List<String> out = submit(landing, lake);

        JsonNode result = new ObjectMapper().readTree(out.get(out.size() - 1));
        assertThat(result.path("dates").path(0).path("topics")).hasSize(2);
        for (String table : Lakes.GOLD) {
            assertThat(Lakes.gold(lake, table)).isEqualTo(Lakes.expected(landing, table));
        }
        // Spark says which version it is before it knows how much it is to say; of jobs and tasks there is nothing.
        assertThat(Files.readAllLines(folder.resolve("err"))).hasSizeLessThan(40);
    }

    @Test
    void theJarHoldsNothingThatSparkBrings() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
                    .noneMatch(name -> Stream.of(
                                    "org/apache/spark/",
                                    "org/apache/hadoop/",
                                    "org/apache/logging/",
                                    "scala/",
                                    "com/fasterxml/jackson/core/",
                                    "com/fasterxml/jackson/databind/",
                                    "com/fasterxml/jackson/datatype/jsr310/",
                                    "org/slf4j/")
                            .anyMatch(name::startsWith));
        }
    }

    private List<String> submit(LandingFixture landing, Path lake) throws IOException, InterruptedException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Path out = folder.resolve("out");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(System.getProperty("spark.jvm").trim().split("\\s+")));
        command.addAll(List.of("-cp", conf + File.pathSeparator + spark(), "org.apache.spark.deploy.SparkSubmit"));
        command.addAll(List.of("--master", "local[2]", "--class", "dev.streamflow.etl.EtlProgram", JAR.toString()));
        command.addAll(List.of(
                "etl", "--date", "2026-01-01", "--landing", landing.folder().toString()));
        command.addAll(List.of("--lake", lake.toString(), "--schemas", "../schemas"));
        command.addAll(List.of("--products", "../data/reference/products.csv"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("SPARK_CONF_DIR", conf.toString());
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return Files.readAllLines(out);
    }

    /** Of the class path of this test, what Spark's distribution brings (Maven's Spark brings more). */
    private static String spark() {
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
                .collect(Collectors.joining(File.pathSeparator));
    }
}
