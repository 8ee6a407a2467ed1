package dev.streamflow.dashboard.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

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

    /**
     * The files of a topic's quarantined lines of a date; empty where they are not on this machine.
     *
     * @throws IOException if the state is gone, as soon after a newer one was published
     */
    Optional<List<Path>> quarantined(LakeState state, String topic, LocalDate date) throws IOException;

    /** Folders that hold all files of gold, whatever is published later. */
    List<Path> folders();
}
