package dev.streamflow.streaming.load.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The files that one task loads, one after the other.
 *
 * @param files their names in {@code accepted}, in the order of the batch
 */
record FilesTask(List<String> files) implements InputPartition {
    FilesTask {
        files = new ArrayList<>(files);
    }

    /** A file and its size in bytes. */
    record Sized(String file, long bytes) {}

    /** Shares files out among so many tasks, the largest first and each to the task that has least. */
    static InputPartition[] share(List<Sized> files, int tasks) {
        int count = Math.max(1, Math.min(tasks, files.size()));
        List<List<Sized>> shares = new ArrayList<>();
        long[] bytes = new long[count];
        for (int i = 0; i < count; i++) {
            shares.add(new ArrayList<>());
        }
        List<Sized> largestFirst = new ArrayList<>(files);
        largestFirst.sort(Comparator.comparingLong(Sized::bytes).reversed());
        for (Sized file : largestFirst) {
            int least = 0;
            for (int i = 1; i < count; i++) {
                least = bytes[i] < bytes[least] ? i : least;
            }
            shares.get(least).add(file);
            bytes[least] += file.bytes() + 1;
        }
        return shares.stream()
                .map(share -> new FilesTask(
                        files.stream().filter(share::contains).map(Sized::file).toList()))
                .toArray(InputPartition[]::new);
    }
}
