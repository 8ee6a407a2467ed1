package dev.streamflow.ingest.storage;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the storage that a landing location means. */
public final class StorageFactory {
    private static final Pattern URI_FORM = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");
    /** Hadoop's file systems of which a rename that may not replace is atomic. */
    private static final Set<String> SCHEMES = Set.of("hdfs", "viewfs");

    private StorageFactory() {}

    /**
     * @param location a folder of this machine, or a URI of HDFS
     * @throws CommandException if it is another storage, or if Hadoop is needed and is not on the class path
     */
    public static Storage at(String location) {
        Matcher uri = URI_FORM.matcher(location);
        if (!uri.matches()) {
            return new LocalStorage(Path.of(location));
        }
        String scheme = uri.group(1).toLowerCase(Locale.ROOT);
        if (scheme.equals("file")) {
            return new LocalStorage(Path.of(URI.create(location)));
        } else if (!SCHEMES.contains(scheme)) {
            throw new UsageException(
                    "Cannot open " + location + ": landing needs a storage that creates a file only if there is none,"
                            + " of several processes one",
                    "Take a folder of this machine, file:///… or hdfs://…; on an object store two landings would overwrite"
                            + " each other's ledger.");
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
