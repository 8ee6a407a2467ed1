package dev.streamflow.streaming.load;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What became of a file in a try to load it.
 *
 * @param file its name in {@code accepted}
 * @param name it came with
 * @param reason why it was not loaded; empty where it was
 * @param rows of the file; inserted + duplicates + quarantined, in this try or, of known content, when it was loaded
 */
record FileOutcome(
        State state,
        String file,
        String name,
        String reason,
        long rows,
        long inserted,
        long duplicates,
        long quarantined)
        implements Serializable {
    enum State {
        /** It is in the database now. */
        LOADED,
        /** It came with content that was in the database before. */
        KNOWN,
        /** It cannot be read as events, and lies in {@code refused}. */
        REFUSED,
        /** It changed after it was accepted, and is back in {@code input}. */
        CHANGED,
        /** An earlier try or another instance has settled it, and it has left the folder. */
        SETTLED,
        /** It is neither in the folder nor in the database. */
        MISSING,
        /** The database or the folder does not answer; it is where it was. */
        UNAVAILABLE
    }

    FileOutcome {
        requireNonNull(state, "state is null");
        requireNonNull(file, "file is null");
        requireNonNull(name, "name is null");
        requireNonNull(reason, "reason is null");
    }

    static FileOutcome of(State state, String file, String name, String reason) {
        return new FileOutcome(state, file, name, reason, 0, 0, 0, 0);
    }
}
