package dev.streamflow.ingest.storage;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import java.net.URI;
import java.nio.file.Path;

/** Finds the storage that a landing location means. */
public final class Storages {
    private Storages() {}

    /**
     * @param location a folder of this machine, or a URI of any Hadoop file system: {@code hdfs://…}, {@code s3a://…}
     * @throws CommandException if Hadoop is needed and is not on the class path
     */
    public static Storage at(String location) {
        if (!location.matches("[a-z][a-z0-9+.-]+:.*")) {
            return new LocalStorage(Path.of(location));
        } else if (location.startsWith("file:")) {
            return new LocalStorage(Path.of(URI.create(location)));
        }
        try {
            return HadoopStorage.at(URI.create(location));
        } catch (NoClassDefFoundError e) {
            throw new OperationFailedException(
                    "Cannot open " + location + ": Hadoop's client is not on the class path",
                    "Put hadoop-client-api.jar and hadoop-client-runtime.jar into a folder lib/ beside ingest.jar.",
                    e);
        }
    }
}
