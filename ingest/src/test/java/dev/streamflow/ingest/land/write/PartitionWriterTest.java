package dev.streamflow.ingest.land.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.time.TimestampFormat;
import dev.streamflow.landing.compression.BlockCompressor;
import dev.streamflow.landing.compression.Compression;
import dev.streamflow.landing.ledger.EventTimeSpec;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionWriterTest {
    private static final int RECORDS = 40_000;
    private static final String PADDING = "x".repeat(1000);
    private static final EventTime TIME = new EventTime(
            "at", new TimestampFormat.Iso(ZoneOffset.UTC), EventTime.DEFAULT_EARLIEST, EventTime.DEFAULT_LATEST);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void whatWaitsInMemoryDoesNotGrowWithTheRecordsNorWithTheirDates(int dates) throws IOException {
        OffsetRange range = new OffsetRange(0, 0, RECORDS, null, true, null);
        PartitionWriter writer = new PartitionWriter(plan(range), range, folder);
        try (BlockCompressor compressor = BlockCompressor.of(Compression.NONE)) {
            for (int i = 0; i < RECORDS; i++) {
                writer.write(record(i, LocalDate.EPOCH.plusDays(i % dates)), compressor);
            }
            assertThat(RECORDS * 1000L - written()).as("bytes in memory").isLessThan(25 << 20);
            writer.finish(compressor);
        }

        assertThat(writer.files()).hasSize(dates);
        assertThat(written()).isGreaterThan(RECORDS * 1000L);
    }

    private static Plan plan(OffsetRange range) {
        return new Plan(
                Plan.VERSION,
                1,
                "events",
                "id",
                Instant.EPOCH,
                Compression.NONE,
                EventTimeSpec.of(TIME),
                Set.of(),
                Map.of(),
                List.of(range));
    }

    private static ConsumerRecord<ByteBuffer, ByteBuffer> record(int offset, LocalDate date) {
        String value = "{\"at\":\"" + date + "T00:00:00Z\",\"pad\":\"" + PADDING + "\"}";
        return new ConsumerRecord<>("events", 0, offset, null, ByteBuffer.wrap(value.getBytes(UTF_8)));
    }

    private long written() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
