package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code etl.jar} as it is handed to {@code spark-submit}: alone, on a class path that has Spark's own jars and nothing
 * of ours.
 */
class ITSubmit {
    @TempDir
    Path folder;

    @Test
    void theJarRunsAlone() throws Exception {
        LandingFixture landing = new LandingFixture(folder.resolve("landing"));
        new ShopLines(3).land(landing, "2026-01-01", 50);
        Path lake = folder.resolve("lake");

        try (SparkProcesses spark = new SparkProcesses(folder)) {
            List<String> out =
                    spark.finished("etl", spark.submit("etl", "local[2]", landing, lake, "--date", "2026-01-01"));

            JsonNode result = new ObjectMapper().readTree(out.get(out.size() - 1));
            assertThat(result.path("dates").path(0).path("topics")).hasSize(2);
            // Spark says which version it is before it knows how much it is to say; of jobs and tasks there is nothing.
            assertThat(spark.err("etl").lines()).hasSizeLessThan(40);
        }
        for (String table : Lakes.GOLD) {
            assertThat(Lakes.gold(lake, table)).isEqualTo(Lakes.expected(landing, table));
        }
    }

    @Test
    void theJarHoldsNothingThatSparkBrings() throws Exception {
        try (JarFile jar = new JarFile(SparkProcesses.JAR.toFile())) {
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
}
