package dev.streamflow.dashboard.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where published states come from. */
public interface LakeSource {
    /** What is cheap to look at and changes whenever {@link #read} would give something else. */
    String pointer() throws IOException;

    /**
     * The state that is published now; {@link Published#NOTHING} of an empty lake.
     *
     * @throws UnreadableLakeException if it is damaged
     */
    Published read() throws IOException;

    /** Folders that hold all files of gold, whatever is published later. */
    List<Path> folders();
}
