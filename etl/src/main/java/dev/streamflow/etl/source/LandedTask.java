package dev.streamflow.etl.source;

import dev.streamflow.etl.landing.CommittedFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The landed files that one task reads, one after the other.
 *
 * @param files neighbours by date and path
 */
record LandedTask(List<Source> files) implements InputPartition {
    /** Landed files are compressed about tenfold, so that a task's lines make a file of silver of some tens of megabytes. */
    private static final long BYTES_PER_TASK = 16L << 20;

    /**
     * One file, with what its lines do not say themselves.
     *
     * @param path where it lies, as Hadoop takes it
     * @param date the event date in days since 1970
     * @param run the run that landed it
     */
    record Source(String path, int date, int run) implements Serializable {}

    LandedTask {
        files = List.copyOf(files);
    }

    /** Tasks with about as many bytes each; a file is never split, and one without bytes has no lines. */
    static List<LandedTask> of(List<CommittedFile> files) {
        long bytes = files.stream().mapToLong(CommittedFile::bytes).sum();
        int count = (int) (bytes / BYTES_PER_TASK) + 1;
        List<List<Source>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(new ArrayList<>());
        }
        long before = 0;
        for (CommittedFile file :
                files.stream().filter(file -> file.bytes() > 0).toList()) {
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
