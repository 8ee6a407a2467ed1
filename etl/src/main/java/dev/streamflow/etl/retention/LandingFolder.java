package dev.streamflow.etl.retention;

import dev.streamflow.cli.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The changes that retention makes to a landing zone. Paths are relative to its folder. Others land there at the same
 * time, so nothing that may have come in between two steps is ever deleted.
 */
interface LandingFolder {
    /** Where of several creates that may not replace one succeeds. */
    Set<String> SCHEMES = Set.of("hdfs", "viewfs");

    /** @throws UsageException if the file system is not supported */
    static LandingFolder at(String folder, Configuration configuration) {
        Path path = new Path(folder);
        try {
            FileSystem files = path.getFileSystem(configuration);
            String scheme = files.getUri().getScheme();
            if (scheme.equals("file")) {
                return new LocalLandingFolder(
                        java.nio.file.Path.of(files.makeQualified(path).toUri().getPath()));
            } else if (!SCHEMES.contains(scheme)) {
                throw new UsageException(
                        "Cannot retain landing " + folder + ": on " + scheme
                                + ":// two runs would overwrite each other's ledger",
                        "Landing lies in a folder of this machine or on HDFS.");
            }
            return new HadoopLandingFolder(files, files.makeQualified(path));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The length of each file below a folder, by its path. */
    Map<String, Long> files(String folder) throws IOException;

    /** The names of the folders in a folder. */
    Set<String> folders(String folder) throws IOException;

    /**
     * Creates a document whole and on disk, unless there is one: of several callers exactly one gets true.
     *
     * @param temporary where it is written first
     */
    boolean create(String path, String temporary, byte[] document) throws IOException;

    /** Deletes a file; one that is not there is fine. */
    void delete(String path) throws IOException;

    /** Deletes a folder unless something is in it. */
    void deleteIfEmpty(String folder) throws IOException;
}
