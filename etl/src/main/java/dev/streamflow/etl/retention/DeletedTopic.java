package dev.streamflow.etl.retention;

import static java.util.Objects.requireNonNull;

import dev.streamflow.landing.ledger.DeletedFiles;
import dev.streamflow.landing.ledger.Retention;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was deleted of a topic's landing, or would be.
 *
 * @param retention the number of the entry of the ledger; null where there is nothing new
 * @param dates by event date
 * @param undated rejected records and tombstones; null for none
 * @param files of {@code dates} and {@code undated}, and their {@code records} and {@code bytes}
 * @param missing those of them that were not there any more
 * @param finished files that earlier entries name and that were still there
 * @param finishedBytes their size
 */
public record DeletedTopic(
        String topic,
        Integer retention,
        List<DeletedFiles> dates,
        DeletedFiles undated,
        long files,
        long records,
        long bytes,
        long missing,
        long finished,
        long finishedBytes) {
    public DeletedTopic {
        requireNonNull(topic, "topic is null");
        dates = List.copyOf(dates);
    }

    static DeletedTopic of(String topic, Optional<Retention> entry, long finished, long finishedBytes) {
        List<DeletedFiles> all = entry.stream()
                .flatMap(one -> Stream.concat(one.dates().stream(), Stream.ofNullable(one.undated())))
                .toList();
        return new DeletedTopic(
                topic,
                entry.map(Retention::number).orElse(null),
                entry.map(Retention::dates).orElse(List.of()),
                entry.map(Retention::undated).orElse(null),
                all.stream().mapToLong(DeletedFiles::files).sum(),
                all.stream().mapToLong(DeletedFiles::records).sum(),
                all.stream().mapToLong(DeletedFiles::bytes).sum(),
                all.stream().mapToLong(DeletedFiles::missing).sum(),
                finished,
                finishedBytes);
    }

    boolean isNothing() {
        return retention == null && finished == 0;
    }
}
