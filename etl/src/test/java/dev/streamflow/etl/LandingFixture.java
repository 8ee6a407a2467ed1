package dev.streamflow.etl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.json.JsonObjectValidator;
import dev.streamflow.events.json.ValidationResult;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.time.TimestampFormat;
import dev.streamflow.landing.compression.BlockCompressor;
import dev.streamflow.landing.compression.Compression;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.Counts;
import dev.streamflow.landing.ledger.EventTimeSpec;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.LedgerJson;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.line.LandedLineWriter;
import dev.streamflow.landing.line.LineBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes a landing zone, by the module that is its format. */
public final class LandingFixture {
    static final long FIRST_TIMESTAMP = 1_767_225_600_000L;

    private static final String NO_CHECKSUM = "0".repeat(64);

    private final LandedLineWriter writer = new LandedLineWriter(Set.of());
    private final JsonObjectValidator validator = new JsonObjectValidator("event_timestamp");
    private final Path folder;
    private final Map<String, Integer> runs = new TreeMap<>();
    private final Map<String, Long> offsets = new TreeMap<>();
    private final Map<String, List<String>> committed = new TreeMap<>();
    private Instant plannedAt = Instant.EPOCH;

    /**
     * A Kafka record.
     *
     * @param timestamp its time stamp, in milliseconds
     */
    record Landed(int partition, long timestamp, String value) {}

    public LandingFixture(Path folder) {
        this.folder = folder;
    }

    /** Runs from now on were planned at that instant. */
    public LandingFixture plannedAt(String instant) {
        plannedAt = Instant.parse(instant);
        return this;
    }

    public Path folder() {
        return folder;
    }

    /** The files of a topic that a commit lists. */
    List<String> committed(String topic) {
        return committed.getOrDefault(topic, List.of());
    }

    /** One committed run with these values on a date, in one partition, in this order. */
    public LandingFixture land(String topic, String date, List<String> values) {
        return land(topic, date, inOnePartition(topic, values), ".jsonl", true);
    }

    /**
     * One committed run with these records on a date, in their order; a suffix of {@code .jsonl.zst} or the like
     * compresses.
     */
    LandingFixture land(String topic, String date, List<Landed> records, String suffix) {
        return land(topic, date, records, suffix, true);
    }

    /** Files of a run that has not committed. */
    public LandingFixture landWithoutCommit(String topic, String date, List<String> values) {
        return land(topic, date, inOnePartition(topic, values), ".jsonl", false);
    }

    private List<Landed> inOnePartition(String topic, List<String> values) {
        long first = FIRST_TIMESTAMP + offsets.getOrDefault(topic + 0, 0L);
        List<Landed> records = new ArrayList<>();
        values.forEach(value -> records.add(new Landed(0, first + records.size(), value)));
        return records;
    }

    private LandingFixture land(String topic, String date, List<Landed> records, String suffix, boolean commits) {
        Map<Integer, List<Landed>> byPartition = new TreeMap<>();
        records.forEach(record -> byPartition
                .computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                .add(record));
        int run = runs.merge(topic, 1, Integer::sum);
        List<OffsetRange> ranges = new ArrayList<>();
        byPartition.forEach((partition, part) -> ranges.add(range(topic, partition, part.size())));
        Plan plan = plan(topic, run, Compression.ofName(suffix), ranges);
        try {
            List<LandedFile> files = new ArrayList<>();
            for (OffsetRange range : ranges) {
                files.add(write(plan, range, LocalDate.parse(date), byPartition.get(range.partition())));
            }
            document(LandingLayout.plan(topic, run), LedgerJson.bytes(plan));
            if (commits) {
                List<Counts> counts =
                        ranges.stream().map(LandingFixture::counts).toList();
                document(LandingLayout.commit(topic, run), LedgerJson.bytes(Commit.of(plan, counts, files)));
                List<String> paths = committed.computeIfAbsent(topic, name -> new ArrayList<>());
                files.forEach(file ->
                        paths.add(folder.resolve(topic).resolve(file.path()).toString()));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One committed run that has rejected one record. */
    public LandingFixture reject(String topic) {
        int run = runs.merge(topic, 1, Integer::sum);
        OffsetRange range = range(topic, 0, 1);
        Plan plan = plan(topic, run, Compression.NONE, List.of(range));
        String name = LandingLayout.lines(run, 0, range.start(), NO_CHECKSUM, Compression.NONE);
        LandedFile file = new LandedFile(
                LandingLayout.REJECTED + "/" + name, null, 0, range.start(), range.start(), 1, 1, NO_CHECKSUM);
        Counts counts = new Counts(0, range.start(), range.end(), 1, 0, 1, 0, 0, Map.of());
        try {
            document(topic + "/" + file.path(), new byte[] {'x'});
            document(LandingLayout.plan(topic, run), LedgerJson.bytes(plan));
            document(
                    LandingLayout.commit(topic, run),
                    LedgerJson.bytes(Commit.of(plan, List.of(counts), List.of(file))));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void document(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private OffsetRange range(String topic, int partition, int records) {
        long end = offsets.merge(topic + partition, (long) records, Long::sum);
        return new OffsetRange(partition, end - records, end, null, true, null);
    }

    private Plan plan(String topic, int run, Compression compression, List<OffsetRange> ranges) {
        EventTime time = new EventTime(
                "event_timestamp",
                new TimestampFormat.Iso(ZoneOffset.UTC),
                EventTime.DEFAULT_EARLIEST,
                EventTime.DEFAULT_LATEST);
        return new Plan(
                Plan.VERSION,
                run,
                topic,
                "fixture",
                plannedAt,
                compression,
                EventTimeSpec.of(time),
                Set.of(),
                Map.of(),
                ranges);
    }

    private static Counts counts(OffsetRange range) {
        long records = range.end() - range.start();
        return new Counts(range.partition(), range.start(), range.end(), records, records, 0, 0, 0, Map.of());
    }

    private LandedFile write(Plan plan, OffsetRange range, LocalDate date, List<Landed> records) throws IOException {
        LineBuffer lines = new LineBuffer();
        for (int i = 0; i < records.size(); i++) {
            Landed record = records.get(i);
            byte[] value = record.value().getBytes(UTF_8);
            assertThat(validator.validate(value, 0, value.length)).isEqualTo(ValidationResult.OBJECT);
            writer.record(range.partition(), range.start() + i, record.timestamp(), null, List.of())
                    .landed(lines, value, validator);
        }
        byte[] bytes;
        try (BlockCompressor compressor = BlockCompressor.of(plan.compression())) {
            ByteBuffer packed = compressor.compress(lines.bytes(), lines.size());
            bytes = new byte[packed.remaining()];
            packed.get(bytes);
        }
        String name =
                LandingLayout.lines(plan.run(), range.partition(), range.start(), NO_CHECKSUM, plan.compression());
        LandedFile landed = new LandedFile(
                LandingLayout.folder(date) + "/" + name,
                date,
                range.partition(),
                range.start(),
                range.end() - 1,
                records.size(),
                bytes.length,
                NO_CHECKSUM);
        Path file = folder.resolve(plan.topic()).resolve(landed.path());
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return landed;
    }
}
