package dev.streamflow.etl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes a landing zone as {@code docs/landing.md} describes it. */
final class LandingFixture {
    static final long FIRST_TIMESTAMP = 1_767_225_600_000L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<String, Integer> runs = new TreeMap<>();
    private final Map<String, Long> offsets = new TreeMap<>();
    private final Map<String, List<String>> committed = new TreeMap<>();

    /**
     * A Kafka record.
     *
     * @param timestamp its time stamp, in milliseconds
     */
    record Landed(int partition, long timestamp, String value) {}

    LandingFixture(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** The files of a topic that a commit lists. */
    List<String> committed(String topic) {
        return committed.getOrDefault(topic, List.of());
    }

    /** One committed run with these values on a date, in one partition, in this order. */
    LandingFixture land(String topic, String date, List<String> values) {
        return land(topic, date, inOnePartition(topic, values), ".jsonl", true);
    }

    /** One committed run with these records on a date, in their order; a suffix of {@code .jsonl.zst} or the like compresses. */
    LandingFixture land(String topic, String date, List<Landed> records, String suffix) {
        return land(topic, date, records, suffix, true);
    }

    /** Files of a run that has not committed. */
    LandingFixture landWithoutCommit(String topic, String date, List<String> values) {
        return land(topic, date, inOnePartition(topic, values), ".jsonl", false);
    }

    private List<Landed> inOnePartition(String topic, List<String> values) {
        long first = FIRST_TIMESTAMP + offsets.getOrDefault(topic + 0, 0L);
        List<Landed> records = new ArrayList<>();
        values.forEach(value -> records.add(new Landed(0, first + records.size(), value)));
        return records;
    }

    private LandingFixture land(String topic, String date, List<Landed> records, String suffix, boolean commits) {
        int run = runs.merge(topic, 1, Integer::sum);
        Map<Integer, List<Landed>> byPartition = new TreeMap<>();
        records.forEach(record -> byPartition
                .computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                .add(record));
        try {
            ObjectNode commit =
                    JSON.createObjectNode().put("version", 1).put("run", run).put("topic", topic);
            ArrayNode files = commit.putArray("files");
            for (Map.Entry<Integer, List<Landed>> part : byPartition.entrySet()) {
                long first = offsets.getOrDefault(topic + part.getKey(), 0L);
                String path = write(topic, run, date, part.getKey(), part.getValue(), suffix);
                Path file = folder.resolve(topic).resolve(path);
                files.addObject()
                        .put("path", path)
                        .put("date", date)
                        .put("partition", part.getKey())
                        .put("firstOffset", first)
                        .put("lastOffset", first + part.getValue().size() - 1)
                        .put("records", part.getValue().size())
                        .put("bytes", Files.size(file));
                if (commits) {
                    committed.computeIfAbsent(topic, name -> new ArrayList<>()).add(file.toString());
                }
            }
            if (commits) {
                Path ledger = Files.createDirectories(folder.resolve(topic).resolve("_ledger"));
                Files.writeString(ledger.resolve("commit-%06d.json".formatted(run)), JSON.writeValueAsString(commit));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(String topic, int run, String date, int partition, List<Landed> records, String suffix)
            throws IOException {
        long first = offsets.getOrDefault(topic + partition, 0L);
        String path = "dt=" + date + "/r%06d-p%03d-o%012d".formatted(run, partition, first) + suffix;
        Path file = folder.resolve(topic).resolve(path);
        Files.createDirectories(file.getParent());
        try (OutputStream out = compressed(Files.newOutputStream(file), suffix)) {
            for (Landed record : records) {
                long offset = offsets.merge(topic + partition, 1L, Long::sum) - 1;
                String body =
                        record.value().equals("{}") ? "}" : "," + record.value().substring(1);
                String coordinates = "{\"_kafka\":{\"p\":%d,\"o\":%d,\"ts\":%d}";
                out.write((coordinates.formatted(partition, offset, record.timestamp()) + body + "\n").getBytes(UTF_8));
            }
        }
        return path;
    }

    private static OutputStream compressed(OutputStream out, String suffix) throws IOException {
        if (suffix.endsWith(".zst")) {
            return new ZstdOutputStream(out);
        }
        return suffix.endsWith(".gz") ? new GZIPOutputStream(out) : out;
    }
}
