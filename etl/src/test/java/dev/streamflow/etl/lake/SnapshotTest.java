package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be linked into the next version, and what cannot be renamed into it. */
class SnapshotTest {
    private static final Path OTHER_DEVICE = Path.of("/dev/shm");
    private static final String TABLE = "gold/table-1/event_date=2026-01-01/part-first";
    private static final FileTime OLD = FileTime.fromMillis(1_767_225_600_000L);

    @TempDir
    Path folder;

    private LocalLake lake;

    @BeforeEach
    void publish() throws IOException {
        lake = new LocalLake(folder.resolve("lake")).publish("first");
        Files.setLastModifiedTime(lake.path(TABLE), OLD);
    }

    @Test
    void aFileThatCannotBeLinkedIsCopiedWithItsTimes() throws Exception {
        Object inode = Files.getAttribute(lake.path(TABLE), "unix:ino");

        lake.on(new Refusing("table-1")).publish("second", 1);

        assertThat(lake.path(TABLE)).hasContent("first");
        assertThat(Files.getLastModifiedTime(lake.path(TABLE))).isEqualTo(OLD);
        assertThat(Files.getAttribute(lake.path(TABLE), "unix:ino")).isNotEqualTo(inode);
        Path linked = Path.of("ledger/event_date=2026-01-01/first.json");
        assertThat(Files.getAttribute(lake.folder().resolve(linked), "unix:nlink"))
                .as("only the one that could not be linked")
                .isEqualTo(2);
    }

    @Test
    void oneThatCannotBeCopiedEitherFailsInOneLineAndLeavesNoDraft() throws Exception {
        DurableFiles disk = new Refusing("table-1") {
            @Override
            void copy(Path file, Path copy) throws IOException {
                throw new AccessDeniedException(file.toString());
            }
        };

        assertThatThrownBy(() -> lake.on(disk).publish("second", 1))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageEndingWith(TABLE);

        assertThat(lake.versionNames()).containsExactly("000001");
        assertThat(lake.state()).isEqualTo("first");
        lake.versions().recover();
        assertThat(lake.publish("third").state()).isEqualTo("third");
    }

    @Test
    void whatCannotBeTidiedDoesNotFailWhatIsPublished() throws Exception {
        lake.publish("second");
        DurableFiles disk = new DurableFiles() {
            @Override
            void delete(Path path) throws IOException {
                throw new AccessDeniedException(path.toString());
            }
        };

        lake.on(disk).publish("third");

        assertThat(lake.state()).isEqualTo("third");
        assertThat(lake.publish("fourth").versionNames()).containsExactly("000003", "000004");
    }

    @Test
    void anotherOwnersFilesAreCopied() throws Exception {
        assumeTrue(Files.getOwner(folder).getName().equals("root"), "only root can make another owner's files");
        assumeTrue(
                Files.readString(Path.of("/proc/sys/fs/protected_hardlinks")).startsWith("1"),
                "this system lets everybody link everything");
        run("chown", "65534", lake.path(TABLE).toRealPath().toString());

        // root without its privileges is an owner like any other
        run(
                "setpriv",
                "--inh-caps=-all",
                "--bounding-set=-all",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Publishing.class.getName(),
                lake.folder().toString());

        assertThat(lake.path("gold/table-0/event_date=2026-01-01/part-second")).hasContent("second");
        assertThat(lake.path(TABLE)).hasContent("first");
        assertThat(Files.getAttribute(lake.path(TABLE), "unix:nlink")).isEqualTo(1);
    }

    @Test
    void versionsMayLieOnAnotherDevice() throws Exception {
        assumeTrue(
                Files.isWritable(OTHER_DEVICE)
                        && !Files.getFileStore(OTHER_DEVICE).equals(Files.getFileStore(folder)),
                "there is no second device");
        Path elsewhere = Files.createTempDirectory(OTHER_DEVICE, "streamflow-");
        try {
            run("cp", "-a", lake.path("_versions").toString(), elsewhere.toString());
            run("rm", "-r", lake.path("_versions").toString());
            Files.createSymbolicLink(lake.path("_versions"), elsewhere.resolve("_versions"));
            WatchedFiles disk = new WatchedFiles(lake.folder());

            lake.on(disk).publish("second").publish("third", 1);

            assertThat(Files.readString(lake.path("gold/table-0/event_date=2026-01-01/part-third")))
                    .isEqualTo("third");
            assertThat(lake.path(TABLE.replace("first", "second"))).hasContent("second");
            assertThat(disk.losses).isEmpty();
            assertThat(lake.path("_staging")).doesNotExist();
        } finally {
            run("rm", "-r", elsewhere.toString());
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    /** Has files that have as many links as they may have, or another owner. */
    private static class Refusing extends DurableFiles {
        private final String table;

        Refusing(String table) {
            this.table = table;
        }

        @Override
        void link(Path link, Path file) throws IOException {
            if (file.toString().contains(table)) {
                throw new FileSystemException(link.toString(), file.toString(), "Operation not permitted");
            }
            super.link(link, file);
        }
    }

    /** A process that publishes one table. */
    static final class Publishing {
        private Publishing() {}

        public static void main(String... args) throws IOException {
            new LocalLake(Path.of(args[0])).publish("second", 1);
        }
    }
}
