package dev.streamflow.ingest.storage;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the operating system or a remote store says, as one line for a person. */
public final class StorageFailure {
    private StorageFailure() {}

    /** @param verb what was tried: {@code write}, {@code read} */
    public static CommandException of(String verb, Object path, IOException failure) {
        return new OperationFailedException(
                "Cannot " + verb + " " + path + ": " + reason(failure),
                "Mend it and run the command again: it goes on where this one stopped.",
                failure);
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        } else if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        } else if (failure instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
