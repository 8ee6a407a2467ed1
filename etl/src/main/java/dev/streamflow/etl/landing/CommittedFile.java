package dev.streamflow.etl.landing;

import static java.util.Objects.requireNonNull;

import dev.streamflow.landing.ledger.LandedFile;
import java.time.LocalDate;
import org.apache.hadoop.fs.Path;

/**
 * One file of landed records of one event date.
 *
 * @param path where it lies, as Hadoop takes it
 * @param run the run that committed it
 * @param firstOffset the lowest offset in it, {@code lastOffset} the highest
 * @param records its lines
 * @param bytes its length as it lies there
 */
public record CommittedFile(
        String path,
        LocalDate date,
        long run,
        int partition,
        long firstOffset,
        long lastOffset,
        long records,
        long bytes) {
    public CommittedFile {
        requireNonNull(path, "path is null");
        requireNonNull(date, "date is null");
    }

    /** @param topic the topic's folder */
    static CommittedFile of(Path topic, long run, LandedFile file) {
        return new CommittedFile(
                new Path(topic, file.path()).toString(),
                file.date(),
                run,
                file.partition(),
                file.firstOffset(),
                file.lastOffset(),
                file.records(),
                file.bytes());
    }
}
