package dev.streamflow.etl.source;

import dev.streamflow.etl.landing.CommittedFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * An input partition: the landed files that one task reads in sequence.
 *
 * @param files consecutive by date, partition and offset
 */
record LandedTask(List<Source> files) implements InputPartition {
    /** Compressed about tenfold, these make a silver file of some tens of megabytes. */
    private static final long BYTES_PER_TASK = 16L << 20;

    private static final Comparator<CommittedFile> IN_ORDER = Comparator.comparing(CommittedFile::date)
            .thenComparing(CommittedFile::partition)
            .thenComparing(CommittedFile::firstOffset);

    /**
     * One file, with the columns that its lines do not hold.
     *
     * @param path for Hadoop
     * @param date the event date in days since 1970
     * @param run the run that landed it
     */
    record Source(String path, int date, int run) implements Serializable {}

    LandedTask {
        files = List.copyOf(files);
    }

    /**
     * Distributes files evenly by bytes. A file is never split, and an empty one is skipped. Tasks, and the lines of
     * each, come in the order of dates, partitions and offsets.
     */
    static List<LandedTask> of(List<CommittedFile> files) {
        long bytes = files.stream().mapToLong(CommittedFile::bytes).sum();
        int count = (int) (bytes / BYTES_PER_TASK) + 1;
        List<List<Source>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(new ArrayList<>());
        }
        long before = 0;
        for (CommittedFile file :
                files.stream().filter(file -> file.bytes() > 0).sorted(IN_ORDER).toList()) {
            double middle = before + file.bytes() / 2.0;
            int task = (int) Math.min(count - 1L, (long) (middle * count / bytes));
            tasks.get(task).add(new Source(file.path(), (int) file.date().toEpochDay(), Math.toIntExact(file.run())));
            before += file.bytes();
        }
        return tasks.stream()
                .filter(sources -> !sources.isEmpty())
                .map(LandedTask::new)
                .toList();
    }
}
