package dev.streamflow.ingest.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Where landing lies. Paths are relative to its root, with slashes. What is published is complete and durable: a reader
 * sees a file whole or not at all, and a crash of the machine does not take it away.
 *
 * <p>Every method throws {@link dev.streamflow.cli.CommandException} with the path and the reason where the storage
 * fails.
 */
public interface Storage extends AutoCloseable {
    /** A new or existing folder of this machine for files in progress; {@link #folders} may show it under that path. */
    Path workspace(String folder);

    /** Moves a finished file of a workspace to its place; an equal file that is there already is replaced. */
    void publish(Path file, String path);

    /**
     * As {@link #publish}, unless there is a file already: of several callers at the same time exactly one gets true.
     */
    boolean publishIfAbsent(Path file, String path);

    /** The file's bytes, from the first on. */
    InputStream open(String path);

    /** All files below a folder, ordered by path; none where there is no such folder. */
    List<StoredFile> list(String folder);

    /** The names of the folders right below a folder, ordered. */
    List<String> folders(String folder);

    /** Deletes a file, or a folder with all that is in it; one that is not there is fine. */
    void delete(String path);

    /** For people: the storage and the path. */
    String describe(String path);

    @Override
    void close();

    /**
     * A file as it lies there.
     *
     * @param path relative to the storage's root
     */
    record StoredFile(String path, long bytes) {}
}
