package dev.streamflow.etl.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.Staging;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The ledger of a lake: one document per run and date, which is published with its tables and never replaced, one for each
 * retention, and their sum, which every publication replaces.
 */
public final class LakeLedger {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            // Decimals keep their scale, also as a JsonNode.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    /** The sum of all documents, relative to the lake. */
    static final String SUM = "ledger/published.json";

    /** How the name of a retention's document begins. */
    private static final String RETENTION = "retention-";

    private final Lake lake;

    public LakeLedger(Lake lake) {
        this.lake = lake;
    }

    /** Stages a run's documents, each under a name of its own, and what replaces their sum. */
    public static void stage(Staging staging, Collection<DateReport> reports, LakeState sum) {
        reports.forEach(report -> staging.text(path(report), json(report) + "\n"));
        staging.text(SUM, json(sum) + "\n");
    }

    /** Stages the document of a retention, and what replaces the sum. */
    public static void stage(Staging staging, RetentionReport retention, LakeState sum) {
        staging.text(
                "ledger/%s%06d-%s.json".formatted(RETENTION, retention.publication(), retention.run()),
                json(retention) + "\n");
        staging.text(SUM, json(sum) + "\n");
    }

    /** The path of a document, relative to the lake. */
    static String path(DateReport report) {
        return folder(report.date()) + "/%06d-%s.json".formatted(report.publication(), report.run());
    }

    private static String folder(LocalDate date) {
        return "ledger/" + EventDate.folder(date);
    }

    static String json(Object document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write " + document, e);
        }
    }

    /**
     * The state of the lake from the sum; if that is missing or of an earlier version, from every document.
     *
     * @throws CommandException if the sum is of a later version
     */
    public LakeState published() {
        Path path = lake.path(SUM);
        try {
            JsonNode sum = tree(path);
            return LakeState.EARLIER_VERSIONS.contains(sum.path("version").asInt())
                    ? fromDocuments()
                    : document(sum, path, Set.of(LakeState.VERSION), LakeState.class);
        } catch (FileNotFoundException e) {
            return fromDocuments();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #published}, from every document: what the sum must be. */
    public LakeState fromDocuments() {
        List<DateReport> reports = new ArrayList<>();
        dates().forEach(date -> reports.addAll(of(date)));
        return LakeState.NOTHING.with(reports, retentions());
    }

    /** Every retention, in the order of their publications. */
    private List<RetentionReport> retentions() {
        Path folder = lake.path("ledger");
        FileSystem files = lake.fileSystem();
        try {
            List<RetentionReport> retentions = new ArrayList<>();
            for (FileStatus status :
                    files.listStatus(folder, path -> path.getName().startsWith(RETENTION))) {
                retentions.add(document(
                        tree(status.getPath()),
                        status.getPath(),
                        Set.of(RetentionReport.VERSION),
                        RetentionReport.class));
            }
            retentions.sort(Comparator.comparingLong(RetentionReport::publication));
            return retentions;
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** What the runs made of a date, in the order in which they published. */
    public List<DateReport> of(LocalDate date) {
        Path folder = lake.path(folder(date));
        FileSystem files = lake.fileSystem();
        try {
            List<DateReport> reports = new ArrayList<>();
            for (FileStatus status : files.listStatus(folder)) {
                reports.add(document(
                        tree(status.getPath()),
                        status.getPath(),
                        Set.of(DateReport.EARLIER_VERSION, DateReport.VERSION),
                        DateReport.class));
            }
            reports.sort(Comparator.comparingLong(DateReport::publication));
            return reports;
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private JsonNode tree(Path path) throws IOException {
        try (InputStream in = lake.fileSystem().open(path)) {
            return JSON.readTree(in);
        }
    }

    private static <T> T document(JsonNode document, Path path, Set<Integer> versions, Class<T> type)
            throws IOException {
        JsonNode found = document.path("version");
        if (!found.isInt() || !versions.contains(found.asInt())) {
            throw new UsageException(
                    "Cannot read " + path + ": its version is " + found + ", not " + Collections.max(versions),
                    "Another version of Streamflow has written it: use that one, or compute into another lake.");
        }
        return JSON.treeToValue(document, type);
    }

    /** The dates that have been published, ascending. */
    public List<LocalDate> dates() {
        return lake.dates("ledger");
    }
}
