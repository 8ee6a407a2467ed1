package dev.streamflow.etl.landing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** Reads one commit strictly: what is not as {@code docs/landing.md} says is an error, whatever it might have meant. */
final class CommitReader {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private CommitReader() {}

    /**
     * The files that a commit lists.
     *
     * @param topic its folder
     * @throws IOException if it is no JSON
     * @throws RuntimeException if it is no commit of this run: an IllegalArgument-, Arithmetic- or DateTimeParseException
     */
    static List<LandedFile> files(Path topic, long run, byte[] bytes) throws IOException {
        JsonNode document = JSON.readTree(bytes);
        long version = number(document, "version");
        if (version != VERSION) {
            // It may mean other things by the same names.
            throw new IllegalArgumentException("its version is " + version + ", this Streamflow knows " + VERSION);
        } else if (number(document, "run") != run) {
            // A copy under another run's name would double its files.
            throw new IllegalArgumentException("it is about run " + number(document, "run"));
        } else if (!document.required("files").isArray()) {
            throw new IllegalArgumentException("files is no array");
        }
        List<LandedFile> files = new ArrayList<>();
        for (JsonNode file : document.required("files")) {
            files.add(file(topic, run, file));
        }
        return files;
    }

    private static LandedFile file(Path topic, long run, JsonNode file) {
        LocalDate date = LocalDate.parse(file.required("date").asText());
        String path = file.required("path").asText();
        if (!path.matches(Pattern.quote("dt=" + date + "/") + "[^/]+")) {
            throw new IllegalArgumentException("file " + path + " is not in dt=" + date);
        }
        return new LandedFile(
                new Path(topic, path).toString(),
                date,
                run,
                Math.toIntExact(number(file, "partition")),
                number(file, "firstOffset"),
                number(file, "lastOffset"),
                number(file, "records"),
                number(file, "bytes"));
    }

    private static long number(JsonNode object, String name) {
        JsonNode number = object.required(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
            throw new IllegalArgumentException(name + " is no whole number");
        }
        return number.asLong();
    }
}
