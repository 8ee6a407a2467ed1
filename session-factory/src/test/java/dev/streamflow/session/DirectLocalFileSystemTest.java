package dev.streamflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectLocalFileSystemTest {
    @TempDir
    Path folder;

    @Test
    void permissionsAreAsChmodWouldSetThem() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 02777);
        Path file = Files.createFile(folder.resolve("file"));

        set(shared, 0750);
        set(file, 0640);

        assertThat(mode(shared)).isEqualTo(02750);
        assertThat(mode(file)).isEqualTo(0640);
    }

    @Test
    void aFolderIsMadeWithThePermissionsThatWereAskedFor() throws Exception {
        files().mkdirs(hadoop(folder.resolve("a/b")), new FsPermission((short) 0700));

        assertThat(mode(folder.resolve("a/b"))).isEqualTo(0700);
    }

    private static void set(Path path, int mode) throws Exception {
        files().setPermission(hadoop(path), new FsPermission((short) mode));
    }

    private static int mode(Path path) throws Exception {
        return (int) Files.getAttribute(path, "unix:mode") & 07777;
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toString());
    }

    private static DirectLocalFileSystem files() throws Exception {
        DirectLocalFileSystem files = new DirectLocalFileSystem();
        files.initialize(URI.create("file:///"), new Configuration());
        return files;
    }
}
