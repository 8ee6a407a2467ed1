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
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The ledger of a lake: one document per run and date, which is published with its tables and never replaced, one for
 * each retention, and their sum: a document per month, of which a publication replaces those of its dates.
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

    /**
     * How many publications there were, relative to the lake: what the sum has besides its months, and the last that is
     * replaced.
     */
    static final String SUM = "ledger/published.json";

    /** The folder of the sum's months, {@code 2026-01.json}. */
    private static final String MONTHS = "ledger/published";

    /** How the name of a retention's document begins. */
    private static final String RETENTION = "retention-";

    private final Lake lake;

    public LakeLedger(Lake lake) {
        this.lake = lake;
    }

    /** Stages a run's documents, each under a name of its own, and what they change of their sum. */
    public void stage(Staging staging, Collection<DateReport> reports, LakeState sum) {
        reports.forEach(report -> staging.text(path(report), json(report) + "\n"));
        stageSum(staging, reports.stream().map(DateReport::date).toList(), sum);
    }

    /** Stages the document of a retention, and what it changes of the sum. */
    public void stage(Staging staging, RetentionReport retention, LakeState sum) {
        staging.text(
                "ledger/%s%06d-%s.json".formatted(RETENTION, retention.publication(), retention.run()),
                json(retention) + "\n");
        stageSum(staging, retention.dates(), sum);
    }

    private void stageSum(Staging staging, Collection<LocalDate> changed, LakeState sum) {
        (sum().isPresent() ? LakeState.months(changed) : sum.months())
                .forEach(month -> staging.text(place(month), json(sum.month(month)) + "\n"));
        staging.text(SUM, json(sum.withoutDates()) + "\n");
    }

    /** Where the sum of a month is, relative to the lake. */
    static String place(YearMonth month) {
        return MONTHS + "/" + month + ".json";
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
        return sum().map(head -> with(head, list(MONTHS, name -> true))).orElseGet(this::fromDocuments);
    }

    /** As {@link #published}, of the months of these dates at least. */
    public LakeState published(Collection<LocalDate> dates) {
        Set<String> names =
                LakeState.months(dates).stream().map(month -> month + ".json").collect(Collectors.toSet());
        return sum().map(head -> with(head, list(MONTHS, names::contains))).orElseGet(this::fromDocuments);
    }

    private LakeState with(LakeState head, List<Path> months) {
        LakeState state = head;
        for (Path month : months) {
            state = state.and(document(month, Set.of(LakeState.VERSION), LakeState.class));
        }
        return state;
    }

    /** The sum without its months; empty where they have to be made anew from the documents. */
    private Optional<LakeState> sum() {
        Path path = lake.path(SUM);
        try {
            JsonNode sum = tree(path);
            return LakeState.EARLIER_VERSIONS.contains(sum.path("version").asInt())
                    ? Optional.empty()
                    : Optional.of(document(sum, path, Set.of(LakeState.VERSION), LakeState.class));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unread(path, e);
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
        return list("ledger", name -> name.startsWith(RETENTION)).stream()
                .map(path -> document(path, Set.of(RetentionReport.VERSION), RetentionReport.class))
                .sorted(Comparator.comparingLong(RetentionReport::publication))
                .toList();
    }

    /** What the runs made of a date, in the order in which they published. */
    public List<DateReport> of(LocalDate date) {
        return list(folder(date), name -> true).stream()
                .map(path -> document(path, Set.of(DateReport.EARLIER_VERSION, DateReport.VERSION), DateReport.class))
                .sorted(Comparator.comparingLong(DateReport::publication))
                .toList();
    }

    private List<Path> list(String relative, Predicate<String> named) {
        Path folder = lake.path(relative);
        try {
            return Stream.of(lake.fileSystem().listStatus(folder, path -> named.test(path.getName())))
                    .map(FileStatus::getPath)
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw unread(folder, e);
        }
    }

    private <T> T document(Path path, Set<Integer> versions, Class<T> type) {
        try {
            return document(tree(path), path, versions, type);
        } catch (IOException e) {
            throw unread(path, e);
        }
    }

    private static UncheckedIOException unread(Path path, IOException failure) {
        return new UncheckedIOException("Cannot read " + path + ": " + failure.getMessage(), failure);
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
