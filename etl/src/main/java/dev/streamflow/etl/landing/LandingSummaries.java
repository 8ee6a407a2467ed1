package dev.streamflow.etl.landing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder with a summary of each topic's landing. It is a cache: whatever is missing or damaged in it is made anew
 * from the commits, and a process that cannot write it goes on without.
 */
public final class LandingSummaries {
    private static final Logger LOG = LoggerFactory.getLogger(LandingSummaries.class);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Optional<Path> folder;
    private final Configuration configuration;

    private LandingSummaries(Optional<Path> folder, Configuration configuration) {
        this.folder = folder;
        this.configuration = configuration;
    }

    public static LandingSummaries in(Path folder, Configuration configuration) {
        return new LandingSummaries(Optional.of(folder), configuration);
    }

    /** Keeps nothing, so that every commit is read. */
    public static LandingSummaries none() {
        return new LandingSummaries(Optional.empty(), new Configuration());
    }

    Optional<LandingSummary> find(String topic) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Path path = path(topic);
        try (InputStream in = path.getFileSystem(configuration).open(path)) {
            LandingSummary summary = JSON.readValue(in, LandingSummary.class);
            boolean fits = summary.version() == LandingSummary.VERSION
                    && summary.topic().equals(topic);
            return fits ? Optional.of(summary) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Written beside and renamed, so that it is there whole or not at all. */
    void keep(LandingSummary summary) {
        if (folder.isEmpty()) {
            return;
        }
        Path path = path(summary.topic());
        Path draft = new Path(folder.get(), "." + UUID.randomUUID());
        try {
            FileSystem files = path.getFileSystem(configuration);
            try (OutputStream out = files.create(draft, false)) {
                out.write(JSON.writeValueAsString(summary).getBytes(UTF_8));
            }
            files.delete(path, false);
            if (!files.rename(draft, path)) {
                files.delete(draft, false);
            }
        } catch (IOException e) {
            LOG.debug("Cannot keep {}: {}", path, e.getMessage());
        }
    }

    private Path path(String topic) {
        return new Path(folder.orElseThrow(), topic + ".json");
    }
}
