package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code etl} where its files cannot grow. */
class ITFullDisk {
    /**
     * Files of the process may have 1.5 MiB, which is a limit anybody may set, unlike that of a disk. The native
     * libraries that it unpacks have less, the table that it is to write has more.
     */
    private static final List<String> LITTLE_ROOM = List.of("bash", "-c", "ulimit -f 1536; exec \"$@\"", "bash");

    private static final int EVENTS = 60_000;
    private static final String[] DATE = {"--date", "2026-01-01"};

    @TempDir
    Path folder;

    @Test
    void nothingIsPublishedAndTheNextRunPublishesAllOfIt() throws Exception {
        LandingFixture landing = new LandingFixture(folder.resolve("landing"));
        Path lake = folder.resolve("lake");
        landing.land("user_events", "2026-01-01", events(1, 10));
        EtlRun.etl(landing.folder(), lake, DATE).succeeded();
        var published = Lakes.files(lake);
        landing.land("user_events", "2026-01-01", events(2, EVENTS));

        Process full = start(landing.folder(), lake);

        assertThat(full.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String err = Files.readString(folder.resolve("err"));
        assertThat(full.exitValue()).as(err).isEqualTo(1);
        assertThat(err).contains("Cannot compute 2026-01-01: File too large\n").doesNotContain("\tat ");
        assertThat(err.lines()).as("it is no flood").hasSizeLessThan(40);
        assertThat(Lakes.files(lake)).isEqualTo(published);
        assertThat(lake.resolve("_staging")).doesNotExist();

        EtlRun next = EtlRun.etl(landing.folder(), lake, DATE).succeeded();
        assertThat(next.topic("user_events").path("clean").longValue()).isEqualTo(EVENTS + 10L);
    }

    private Process start(Path landing, Path lake) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(LITTLE_ROOM);
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of(System.getProperty("spark.jvm").trim().split("\\s+")));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EtlProgram.class.getName(), "etl"));
        command.addAll(List.of("--landing", landing.toString(), "--lake", lake.toString()));
        command.addAll(List.of("--schemas", "../schemas", "--products", "../data/reference/products.csv"));
        command.addAll(List.of(DATE));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_LOCAL_DIRS", temporary.toString());
        return builder.start();
    }

    /** Of ids that hardly compress. */
    private static List<String> events(long seed, int count) {
        Random random = new Random(seed);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(("{\"event_id\":\"%s\",\"event_type\":\"page_view\",\"user_id\":\"u%d\",\"session_id\":\"s%x\","
                            + "\"event_timestamp\":\"2026-01-01T12:00:00Z\",\"page\":\"/\","
                            + "\"device\":{\"type\":\"mobile\",\"os\":\"iOS\",\"browser\":\"Safari\"},"
                            + "\"geo\":{\"country\":\"CH\",\"city\":\"Bern\"}}")
                    .formatted(new UUID(random.nextLong(), random.nextLong()), i % 50, random.nextLong()));
        }
        return events;
    }
}
