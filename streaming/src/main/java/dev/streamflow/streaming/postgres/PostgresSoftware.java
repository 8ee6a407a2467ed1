package dev.streamflow.streaming.postgres;

import dev.streamflow.cli.UsageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the class path into a folder of their version. */
final class PostgresSoftware {
    private static final int OWNER_MAY_RUN = 0100;

    private final Path folder;

    private PostgresSoftware(Path folder) {
        this.folder = folder;
    }

    /**
     * Unpacks the programs below a folder unless they are there.
     *
     * @throws UsageException if the class path has none for this machine
     */
    static PostgresSoftware below(Path parent) throws IOException {
        String resource = "/postgres-" + platform() + ".txz";
        URL archived = PostgresSoftware.class.getResource(resource);
        if (archived == null) {
            throw new UsageException(
                    "Cannot start PostgreSQL: " + resource + " is not on the class path",
                    "Name a server by --url jdbc:postgresql://HOST/DATABASE, or start it by ./streamflow stream load.");
        }
        URLConnection connection = archived.openConnection();
        connection.setUseCaches(false);
        try (InputStream archive = connection.getInputStream()) {
            // Another version has another size.
            Path target = parent.resolve("software-" + connection.getContentLengthLong());
            if (!Files.isDirectory(target)) {
                Path fresh = Files.createTempDirectory(parent, "unpacking-");
                unpack(new XZInputStream(new BufferedInputStream(archive)), fresh);
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(fresh, target);
            }
            return new PostgresSoftware(target);
        }
    }

    /** As the archives are called: {@code linux-x86_64}, {@code darwin-arm_64}. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.startsWith("mac") ? "darwin" : "linux")
                + (machine.equals("aarch64") || machine.equals("arm64") ? "-arm_64" : "-x86_64");
    }

    private static void unpack(InputStream tar, Path folder) throws IOException {
        try (TarArchiveInputStream entries = new TarArchiveInputStream(tar)) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("the archive has an entry outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(entries, target);
                    boolean isProgram = (entry.getMode() & OWNER_MAY_RUN) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    /** {@code initdb}, {@code pg_ctl} or {@code postgres}. */
    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }
}
