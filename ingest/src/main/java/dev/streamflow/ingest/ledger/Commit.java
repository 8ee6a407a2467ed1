package dev.streamflow.ingest.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run has written, a function of its plan and the log alone. Its document makes the files visible.
 *
 * @param version of the document's format
 * @param bytes of all its files
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
        List<LandedFile> rejectedFiles) {
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
        if (files.stream().anyMatch(file -> file.date() == null)
                || rejectedFiles.stream().anyMatch(file -> file.date() != null)) {
            throw new IllegalArgumentException(
                    "Cannot commit run " + run + ": landed files have a date, rejected ones none");
        }
    }

    /** The commit of a run that has written these files. */
    public static Commit of(Plan plan, Collection<Counts> counts, Collection<LandedFile> written) {
        List<Counts> partitions = counts.stream()
                .sorted(Comparator.comparingInt(Counts::partition))
                .toList();
        List<LandedFile> files = ordered(written, true);
        List<LandedFile> rejected = ordered(written, false);
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
                rejected);
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
                List.of());
    }

    /** Landed and rejected. */
    public Stream<LandedFile> allFiles() {
        return Stream.concat(files.stream(), rejectedFiles.stream());
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

    private static List<LandedFile> ordered(Collection<LandedFile> written, boolean dated) {
        return written.stream()
                .filter(file -> (file.date() != null) == dated)
                .sorted(ORDER)
                .toList();
    }
}
