package dev.streamflow.etl.lake;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Puts what a run has staged in its place. Only for who holds the {@link LakeLock}. */
interface Publisher {
    /** How it is done where this lake lies. */
    static Publisher of(Lake lake) {
        return lake.local().<Publisher>map(Versions::new).orElseGet(() -> new JournaledMoves(lake));
    }

    /** Makes these moves, all of them, and removes the folder they come from. */
    void publish(Path folder, List<Move> moves) throws IOException;

    /** Puts right what killed runs have left. */
    void recover() throws IOException;

    /** Removes a folder of which nothing is to be published; one whose publishing has begun is left to {@link #recover}. */
    void discard(Path folder) throws IOException;
}
