package dev.streamflow.streaming.load.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.read.streaming.Offset;

/**
 * Which files a batch loads, by their names in {@code accepted}: all that Spark's log has to keep, and for as long as
 * it keeps a batch.
 */
final class FilesOffset extends Offset {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long number;
    private final List<String> files;

    FilesOffset(long number, List<String> files) {
        this.number = number;
        this.files = List.copyOf(files);
    }

    static FilesOffset parse(String json) {
        try {
            Saved saved = JSON.readValue(json, Saved.class);
            return new FilesOffset(saved.number(), saved.files());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot read offset " + json + ": " + e.getOriginalMessage(), e);
        }
    }

    private record Saved(long number, List<String> files) {}

    long number() {
        return number;
    }

    List<String> files() {
        return files;
    }

    @Override
    public String json() {
        try {
            return JSON.writeValueAsString(Map.of("number", number, "files", files));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write an offset: " + e.getOriginalMessage(), e);
        }
    }
}
