package dev.streamflow.streaming.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a checkpoint belongs to: written beside Spark's own files at the first start, compared at each further one.
 *
 * @param marks in the order in which they are compared
 */
public record QueryIdentity(List<Mark> marks) {
    private static final String FILE = "streamflow.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One of them.
     *
     * @param name such as {@code topic id}
     * @param remedy what to do where it differs from that of the checkpoint
     */
    public record Mark(String name, String value, String remedy) {
        public Mark {
            requireNonNull(name, "name is null");
            requireNonNull(value, "value is null");
            requireNonNull(remedy, "remedy is null");
        }
    }

    public QueryIdentity {
        marks = List.copyOf(marks);
    }

    /** An identity that has the job's name only. */
    public static QueryIdentity of(String job) {
        return new QueryIdentity(List.of(new Mark("query", job, "Give this query a folder of its own with --live.")));
    }

    /** With one more mark. */
    public QueryIdentity with(String name, String value, String remedy) {
        List<Mark> all = new ArrayList<>(marks);
        all.add(new Mark(name, value, remedy));
        return new QueryIdentity(all);
    }

    /** With the schema's name and a hash of its document. */
    public QueryIdentity with(EventSchema schema) {
        return with(
                "schema",
                schema.name() + " " + sha256(schema.document()).substring(0, 16),
                "Its state was made by the other schema. Go back to that one, or " + startOver());
    }

    /** What to do where a checkpoint cannot be continued. */
    public static String startOver() {
        return "move the query's folder away: it begins anew with what the topic still has.";
    }

    /**
     * Compares this with the checkpoint, and marks one that is new.
     *
     * @throws UsageException naming what differs, and where the checkpoint was not made by this program
     */
    public void claim(String checkpoint, Configuration configuration) {
        Path folder = new Path(checkpoint);
        try {
            FileSystem files = folder.getFileSystem(configuration);
            Optional<Map<String, String>> found = read(files, new Path(folder, FILE));
            if (found.isPresent()) {
                compare(checkpoint, found.get());
            } else if (files.exists(new Path(folder, "metadata")) || files.exists(new Path(folder, "offsets"))) {
                throw new UsageException(
                        "Cannot continue from " + checkpoint + ": it is a checkpoint of another program",
                        "Give this query a folder of its own with --live.");
            } else {
                write(files, folder);
            }
        } catch (IOException e) {
            throw new OperationFailedException("Cannot use checkpoint " + checkpoint + ": " + e, null, e);
        }
    }

    private static Optional<Map<String, String>> read(FileSystem files, Path file) throws IOException {
        if (!files.exists(file)) {
            return Optional.empty();
        }
        try (var in = files.open(file)) {
            return Optional.of(JSON.readValue(in.readAllBytes(), new TypeReference<Map<String, String>>() {}));
        }
    }

    private void compare(String checkpoint, Map<String, String> found) {
        for (Mark mark : marks) {
            String before = found.getOrDefault(mark.name(), "unknown");
            if (!mark.value().equals(before)) {
                throw new UsageException(
                        "Cannot continue from " + checkpoint + ": its " + mark.name() + " is " + before + ", now it is "
                                + mark.value(),
                        mark.remedy());
            }
        }
    }

    private void write(FileSystem files, Path folder) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        marks.forEach(mark -> values.put(mark.name(), mark.value()));
        files.mkdirs(folder);
        Path next = new Path(folder, "." + FILE + ".next");
        try (var out = files.create(next, true)) {
            out.write(JSON.writeValueAsString(values).getBytes(UTF_8));
        }
        if (!files.rename(next, new Path(folder, FILE))) {
            throw new IOException("cannot rename " + next);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
