package dev.streamflow.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system without checksum files, which sets permissions by a call of the system. Hadoop without its
 * native library, which no distribution of Spark has, starts a process, {@code chmod}, for each folder that it makes:
 * for years of small dates that is half of the time. Public because Hadoop creates it.
 */
public final class DirectLocalFileSystem extends RawLocalFileSystem {
    private static final String MODE = "unix:mode";
    private static final int PERMISSIONS = 0777;
    private static final int ALL = 07777;

    /** A folder keeps its set-group-id, as with {@code chmod}. */
    @Override
    public void setPermission(org.apache.hadoop.fs.Path path, FsPermission permission) throws IOException {
        Path file = pathToFile(path).toPath();
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            super.setPermission(path, permission);
            return;
        }
        int before = (int) Files.getAttribute(file, MODE) & ALL;
        int wanted = (before & ~PERMISSIONS) | permission.toShort();
        if (wanted != before) {
            Files.setAttribute(file, MODE, wanted);
        }
    }
}
