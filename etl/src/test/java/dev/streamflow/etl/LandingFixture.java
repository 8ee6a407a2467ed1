package dev.streamflow.etl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a landing zone as {@code docs/landing.md} describes it. */
final class LandingFixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<String, Integer> runs = new TreeMap<>();
    private final Map<String, Long> offsets = new TreeMap<>();

    LandingFixture(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** One committed run with these values on a date, in one partition, in this order. */
    LandingFixture land(String topic, String date, List<String> values) {
        return land(topic, Map.of(date, values), true);
    }

    /** Files of a run that has not committed. */
    LandingFixture landWithoutCommit(String topic, String date, List<String> values) {
        return land(topic, Map.of(date, values), false);
    }

    private LandingFixture land(String topic, Map<String, List<String>> byDate, boolean committed) {
        int run = runs.merge(topic, 1, Integer::sum);
        try {
            ObjectNode commit =
                    JSON.createObjectNode().put("version", 1).put("run", run).put("topic", topic);
            ArrayNode files = commit.putArray("files");
            for (Map.Entry<String, List<String>> entry : byDate.entrySet()) {
                String path = write(topic, run, entry.getKey(), entry.getValue());
                files.addObject()
                        .put("path", path)
                        .put("date", entry.getKey())
                        .put("partition", 0)
                        .put("bytes", Files.size(folder.resolve(topic).resolve(path)))
                        .put("records", entry.getValue().size());
            }
            if (committed) {
                Path ledger = Files.createDirectories(folder.resolve(topic).resolve("_ledger"));
                Files.writeString(ledger.resolve("commit-%06d.json".formatted(run)), JSON.writeValueAsString(commit));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(String topic, int run, String date, List<String> values) throws IOException {
        List<String> lines = new ArrayList<>();
        long first = offsets.getOrDefault(topic, 0L);
        for (String value : values) {
            long offset = offsets.merge(topic, 1L, Long::sum) - 1;
            String body = value.equals("{}") ? "}" : "," + value.substring(1);
            lines.add("{\"_kafka\":{\"p\":0,\"o\":" + offset + ",\"ts\":" + (1_767_225_600_000L + offset) + "}" + body);
        }
        String path = "dt=" + date + "/r%06d-p000-o%012d.jsonl".formatted(run, first);
        Path file = folder.resolve(topic).resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"), UTF_8);
        return path;
    }
}
