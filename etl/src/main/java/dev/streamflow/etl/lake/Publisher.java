package dev.streamflow.etl.lake;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Publishes what a run has staged. It deletes only what Streamflow has made and nobody needs: leftovers of killed runs,
 * and published versions that two later ones have replaced.
 */
interface Publisher {
    /** The publisher for the lake's file system. */
    static Publisher of(LakeLock lock) {
        Lake lake = lock.lake();
        return lake.local()
                .<Publisher>map(folder -> new SnapshotPublisher(folder, new DurableFiles(), lock::requireHeld))
                .orElseGet(() -> new JournaledRenamePublisher(lake, lock::requireHeld));
    }

    /** Makes all of these moves and removals, and deletes the folder that the moves come from. */
    void publish(Path folder, List<Move> moves) throws IOException;

    /** Finishes or removes what killed runs left behind. */
    void recover() throws IOException;

    /** Deletes a staging folder, unless its publishing has begun: that is left to {@link #recover}. */
    void discard(Path folder) throws IOException;
}
