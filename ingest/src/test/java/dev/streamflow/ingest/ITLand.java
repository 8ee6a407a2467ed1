package dev.streamflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class ITLand {
    @TempDir
    Path folder;

    private String topic;
    private Lake lake;

    @BeforeEach
    void aTopicOfItsOwn(TestInfo test) {
        topic = "land_" + test.getTestMethod().orElseThrow().getName();
        lake = Lake.in(folder, topic);
        Kafka.create(topic, 2);
    }

    @Test
    void eachRecordLandsInTheDateOfItsEventWithItsCoordinates() {
        Kafka.send(
                topic,
                0,
                "{\"id\":\"a\",\"at\":\"2026-01-01T23:59:59Z\"}",
                "{\"id\":\"b\",\"at\":\"2025-12-30T00:00:00Z\"}");
        Kafka.send(topic, 1, " {\n\"at\":\"2026-01-01T23:30:00-01:00\"} ", "{}", null, "{\"a\":");

        var landed = lake.land(topic);

        assertThat(landed.err()).isEmpty();
        assertThat(landed.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(lake.lines("dt=2025-12-30"))
                .containsExactly(
                        "{\"_kafka\":{\"p\":0,\"o\":1,\"ts\":1767225600000},\"id\":\"b\",\"at\":\"2025-12-30T00:00:00Z\"}");
        assertThat(lake.lines("dt=2026-01-01"))
                .containsExactly(
                        "{\"_kafka\":{\"p\":0,\"o\":0,\"ts\":1767225600000},\"id\":\"a\",\"at\":\"2026-01-01T23:59:59Z\"}",
                        "{\"_kafka\":{\"p\":1,\"o\":1,\"ts\":1767225600000}}");
        assertThat(lake.lines("dt=2026-01-02"))
                .containsExactly(
                        "{\"_kafka\":{\"p\":1,\"o\":0,\"ts\":1767225600000}, \"at\":\"2026-01-01T23:30:00-01:00\"}");
        assertThat(lake.lines("rejected"))
                .containsExactly(
                        "{\"_kafka\":{\"p\":1,\"o\":3,\"ts\":1767225600000},\"reason\":\"truncated\",\"key\":null,\"value\":\"eyJhIjo=\",\"headers\":[]}");
        assertThat(landed.out())
                .contains("\"read\":6,\"landed\":4,\"rejected\":1,\"tombstones\":1")
                .contains("\"complete\":true");
    }

    @Test
    void aSecondRunChangesNothingAndSaysSo() {
        Kafka.send(topic, 0, "{\"at\":\"2026-01-01T23:59:59Z\"}");
        lake.land(topic);
        var before = lake.tree();

        assertThat(lake.land(topic).exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO);

        assertThat(lake.tree()).isEqualTo(before);
    }
}
