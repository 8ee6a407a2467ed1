package dev.streamflow.etl.job;

import dev.streamflow.etl.landing.CommittedFile;
import dev.streamflow.events.model.EventSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Dates that are computed and published together. Small days share a batch, because every Spark job has a fixed cost; a
 * large day is a batch of its own. A killed run loses one batch at most.
 *
 * @param dates ascending
 * @param files the landed files of these dates, by topic
 */
record DateBatch(List<LocalDate> dates, Map<EventSchema, List<CommittedFile>> files) {
    /** Compressed; a topic of 200 thousand events is about 10 MB. */
    private static final long MAX_BYTES = 32L << 20;

    static final int MAX_DATES = 31;

    DateBatch {
        dates = List.copyOf(dates);
        files = new LinkedHashMap<>(files);
    }

    /** Splits what has landed into batches of consecutive dates. */
    static List<DateBatch> of(Map<EventSchema, List<CommittedFile>> landed) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        landed.values().forEach(files -> files.forEach(file -> dates.add(file.date())));
        List<DateBatch> batches = new ArrayList<>();
        List<LocalDate> together = new ArrayList<>();
        long bytes = 0;
        for (LocalDate date : dates) {
            long more = bytes(landed, date);
            if (!together.isEmpty() && (bytes + more > MAX_BYTES || together.size() == MAX_DATES)) {
                batches.add(with(together, landed));
                together.clear();
                bytes = 0;
            }
            together.add(date);
            bytes += more;
        }
        if (!together.isEmpty()) {
            batches.add(with(together, landed));
        }
        return batches;
    }

    private static long bytes(Map<EventSchema, List<CommittedFile>> landed, LocalDate date) {
        return landed.values().stream()
                .flatMap(List::stream)
                .filter(file -> file.date().equals(date))
                .mapToLong(CommittedFile::bytes)
                .sum();
    }

    private static DateBatch with(List<LocalDate> dates, Map<EventSchema, List<CommittedFile>> landed) {
        Map<EventSchema, List<CommittedFile>> files = new LinkedHashMap<>();
        landed.forEach((schema, all) -> {
            List<CommittedFile> ofDates =
                    all.stream().filter(file -> dates.contains(file.date())).toList();
            if (!ofDates.isEmpty()) {
                files.put(schema, ofDates);
            }
        });
        return new DateBatch(dates, files);
    }

    /** The size of the landed files, compressed. */
    long bytes() {
        return files.values().stream()
                .flatMap(List::stream)
                .mapToLong(CommittedFile::bytes)
                .sum();
    }

    /** The records that have landed. */
    long records() {
        return files.values().stream()
                .flatMap(List::stream)
                .mapToLong(CommittedFile::records)
                .sum();
    }

    /** The dates on which something of a topic has landed. */
    List<LocalDate> dates(String topic) {
        return dates.stream()
                .filter(date -> files(topic).anyMatch(file -> file.date().equals(date)))
                .toList();
    }

    /** The dates on which all of these topics have landed. */
    List<LocalDate> dates(Collection<String> topics) {
        return dates.stream()
                .filter(date -> topics.stream().allMatch(topic -> dates(topic).contains(date)))
                .toList();
    }

    private Stream<CommittedFile> files(String topic) {
        return files.entrySet().stream()
                .filter(entry -> entry.getKey().topic().name().equals(topic))
                .flatMap(entry -> entry.getValue().stream());
    }

    /** As people write it: {@code 2026-01-01 to 2026-01-31}. */
    @Override
    public String toString() {
        LocalDate last = dates.get(dates.size() - 1);
        return dates.size() == 1 ? last.toString() : dates.get(0) + " to " + last;
    }
}
