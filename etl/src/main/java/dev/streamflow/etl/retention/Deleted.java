package dev.streamflow.etl.retention;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What retention has deleted, or would delete.
 *
 * @param before the first event date (UTC) that is kept
 * @param dates how many event dates lose something
 * @param lake null where it was not asked for
 * @param copies of the CSV tables; null where there are none
 * @param landing by topic
 * @param files of all, and their {@code bytes}
 */
public record Deleted(
        LocalDate before,
        boolean dryRun,
        int dates,
        DeletedTables lake,
        DeletedCopies copies,
        List<DeletedTopic> landing,
        long files,
        long bytes) {
    public Deleted {
        requireNonNull(before, "before is null");
        landing = List.copyOf(landing);
    }

    static Deleted of(
            RetentionSettings settings,
            boolean dryRun,
            Optional<DeletedTables> tables,
            Optional<DeletedCopies> copies,
            List<DeletedTopic> topics) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        tables.ifPresent(lake -> dates.addAll(lake.dates()));
        topics.forEach(topic -> topic.dates().forEach(date -> dates.add(date.date())));
        return new Deleted(
                settings.before(),
                dryRun,
                dates.size(),
                tables.orElse(null),
                copies.orElse(null),
                topics,
                tables.stream().mapToLong(DeletedTables::files).sum()
                        + copies.stream().mapToLong(DeletedCopies::files).sum()
                        + topics.stream()
                                .mapToLong(topic -> topic.files() + topic.finished())
                                .sum(),
                tables.stream().mapToLong(DeletedTables::bytes).sum()
                        + copies.stream().mapToLong(DeletedCopies::bytes).sum()
                        + topics.stream()
                                .mapToLong(topic -> topic.bytes() + topic.finishedBytes())
                                .sum());
    }

    /** Whether nothing is too old. */
    public boolean isNothing() {
        return (lake == null || lake.isNothing())
                && (copies == null || copies.files() == 0)
                && landing.stream().allMatch(DeletedTopic::isNothing);
    }
}
