package dev.streamflow.landing.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run has written, a function of its plan and the log alone. Its document makes the files visible.
 *
 * @param version of the document's format
 * @param bytes of all its files
 * @param tombstoneFiles with records that have no value, where the plan keeps them
 * @param dates the event dates touched, ascending
 */
public record Commit(
        @JsonProperty(required = true) int version,
        @JsonProperty(required = true) int run,
        String topic,
        State state,
        @JsonProperty(required = true) long read,
        @JsonProperty(required = true) long landed,
        @JsonProperty(required = true) long rejected,
        @JsonProperty(required = true) long tombstones,
        @JsonProperty(required = true) long bytes,
        List<Counts> partitions,
        List<DateCount> dates,
        List<LandedFile> files,
        List<LandedFile> rejectedFiles,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LandedFile> tombstoneFiles) {
    private static final Comparator<LandedFile> ORDER = Comparator.comparingInt(LandedFile::partition)
            .thenComparing(LandedFile::date, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingLong(LandedFile::firstOffset);

    /** Whether the plan was carried out. */
    public enum State {
        committed,
        /** It could not be read any more and its loss was accepted. */
        abandoned
    }

    public Commit {
        requireNonNull(topic, "topic is null");
        requireNonNull(state, "state is null");
        partitions = List.copyOf(partitions);
        dates = List.copyOf(dates);
        files = List.copyOf(files);
        rejectedFiles = List.copyOf(rejectedFiles);
        tombstoneFiles = tombstoneFiles == null ? List.of() : List.copyOf(tombstoneFiles);
        boolean sorted = files.stream().allMatch(file -> file.date() != null)
                && rejectedFiles.stream().allMatch(file -> file.isIn(LandingLayout.REJECTED))
                && tombstoneFiles.stream().allMatch(file -> file.isIn(LandingLayout.TOMBSTONES));
        if (!sorted) {
            throw new IllegalArgumentException("Cannot commit run " + run + ": a file is in the list of another kind");
        }
    }

    /** The commit of a run that has written these files. */
    public static Commit of(Plan plan, Collection<Counts> counts, Collection<LandedFile> written) {
        List<Counts> partitions = counts.stream()
                .sorted(Comparator.comparingInt(Counts::partition))
                .toList();
        List<LandedFile> files = ordered(written, file -> file.date() != null);
        Map<LocalDate, Long> dates = files.stream()
                .collect(Collectors.groupingBy(
                        LandedFile::date, TreeMap::new, Collectors.summingLong(LandedFile::records)));
        List<DateCount> dateCounts = new ArrayList<>();
        dates.forEach((date, records) -> dateCounts.add(new DateCount(date, records)));
        return new Commit(
                Plan.VERSION,
                plan.run(),
                plan.topic(),
                State.committed,
                partitions.stream().mapToLong(Counts::read).sum(),
                partitions.stream().mapToLong(Counts::landed).sum(),
                partitions.stream().mapToLong(Counts::rejected).sum(),
                partitions.stream().mapToLong(Counts::tombstones).sum(),
                written.stream().mapToLong(LandedFile::bytes).sum(),
                partitions,
                dateCounts,
                files,
                ordered(written, file -> file.isIn(LandingLayout.REJECTED)),
                ordered(written, file -> file.isIn(LandingLayout.TOMBSTONES)));
    }

    /** Puts an end to a plan that nobody can execute any more. */
    public static Commit abandon(Plan plan) {
        return new Commit(
                Plan.VERSION,
                plan.run(),
                plan.topic(),
                State.abandoned,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** All that the run has published. */
    public Stream<LandedFile> allFiles() {
        return Stream.of(files, rejectedFiles, tombstoneFiles).flatMap(List::stream);
    }

    /** How many of the landed records have no usable event time. */
    public long untimed() {
        return partitions.stream().mapToLong(Counts::untimed).sum();
    }

    /** Of the rejected records, how many have which reason; ordered by reason. */
    public Map<String, Long> reasons() {
        Map<String, Long> reasons = new TreeMap<>();
        partitions.forEach(
                counts -> counts.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum)));
        return reasons;
    }

    private static List<LandedFile> ordered(Collection<LandedFile> written, Predicate<LandedFile> kind) {
        return written.stream().filter(kind).sorted(ORDER).toList();
    }
}
