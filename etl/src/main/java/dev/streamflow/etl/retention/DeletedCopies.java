package dev.streamflow.etl.retention;

import static java.util.Objects.requireNonNull;

/** What was deleted of the copies of CSV tables in a folder, or would be. */
public record DeletedCopies(String folder, long files, long bytes) {
    public DeletedCopies {
        requireNonNull(folder, "folder is null");
    }
}
