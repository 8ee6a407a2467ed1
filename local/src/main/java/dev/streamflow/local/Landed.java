package dev.streamflow.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that has landed of a topic, by its commits.
 *
 * @param offsets how many offsets were read over: records, and the markers of transactions
 * @param dates landed records by event date
 */
record Landed(long offsets, long read, long landed, long rejected, long tombstones, SortedMap<LocalDate, Long> dates) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By topic, in the order given. */
    static Map<String, Landed> of(Path landing, List<String> topics) {
        Map<String, Landed> landed = new LinkedHashMap<>();
        topics.forEach(topic -> landed.put(topic, of(landing.resolve(topic).resolve("_ledger"))));
        return landed;
    }

    /** The dates of all of them, ascending. */
    static List<LocalDate> dates(Collection<Landed> topics) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        topics.forEach(landed -> dates.addAll(landed.dates().keySet()));
        return List.copyOf(dates);
    }

    private static Landed of(Path ledger) {
        long offsets = 0;
        long read = 0;
        long landed = 0;
        long rejected = 0;
        long tombstones = 0;
        SortedMap<LocalDate, Long> dates = new TreeMap<>();
        for (JsonNode commit : commits(ledger)) {
            for (JsonNode partition : commit.path("partitions")) {
                offsets +=
                        partition.path("end").asLong() - partition.path("start").asLong();
            }
            read += commit.path("read").asLong();
            landed += commit.path("landed").asLong();
            rejected += commit.path("rejected").asLong();
            tombstones += commit.path("tombstones").asLong();
            for (JsonNode date : commit.path("dates")) {
                dates.merge(
                        LocalDate.parse(date.path("date").asText()),
                        date.path("records").asLong(),
                        Long::sum);
            }
        }
        return new Landed(offsets, read, landed, rejected, tombstones, dates);
    }

    private static List<JsonNode> commits(Path ledger) {
        try (Stream<Path> files = Files.list(ledger)) {
            List<Path> commits = files.filter(
                            file -> file.getFileName().toString().startsWith("commit-"))
                    .sorted()
                    .toList();
            List<JsonNode> documents = new ArrayList<>();
            for (Path commit : commits) {
                documents.add(JSON.readTree(commit.toFile()));
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + ledger, e);
        }
    }
}
