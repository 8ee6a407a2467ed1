package dev.streamflow.etl.lake;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Puts what a run has staged in its place. It deletes only what Streamflow has made and nobody needs: what was staged or half
 * published by runs that are dead, and published versions that two later ones have replaced.
 */
interface Publisher {
    /** How it is done where the lake lies. */
    static Publisher of(LakeLock lock) {
        Lake lake = lock.lake();
        return lake.local()
                .<Publisher>map(folder -> new SnapshotPublisher(folder, new DurableFiles(), lock::requireHeld))
                .orElseGet(() -> new JournaledRenamePublisher(lake, lock::requireHeld));
    }

    /** Makes these moves, all of them, and removes the folder they come from. */
    void publish(Path folder, List<Move> moves) throws IOException;

    /** Puts right what killed runs have left. */
    void recover() throws IOException;

    /** Removes a folder of which nothing is to be published; one whose publishing has begun is left to {@link #recover}. */
    void discard(Path folder) throws IOException;
}
