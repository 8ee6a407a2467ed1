package dev.streamflow.etl.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every storage of a landing zone does. */
abstract class LandingFolderContract {
    private static final int CALLERS = 8;

    @TempDir
    Path root;

    abstract LandingFolder folder() throws IOException;

    @Test
    void ofSeveralCallersOneCreates() throws Exception {
        LandingFolder folder = folder();
        Files.createDirectories(root.resolve("t/_ledger"));
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            long created = IntStream.range(0, CALLERS)
                    .mapToObj(caller -> threads.submit(() ->
                            folder.create("t/_ledger/a.json", "t/_tmp/a-" + caller, ("by " + caller).getBytes(UTF_8))))
                    .toList()
                    .stream()
                    .filter(caller -> {
                        try {
                            return caller.get();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    })
                    .count();

            assertThat(created).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(Files.readString(root.resolve("t/_ledger/a.json"))).startsWith("by ");
        assertThat(folder.files("t/_tmp")).isEmpty();
    }

    @Test
    void onlyAnEmptyFolderIsDeleted() throws Exception {
        LandingFolder folder = folder();
        Path file = root.resolve("t/dt=2026-01-01/f");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");

        folder.deleteIfEmpty("t/dt=2026-01-01");
        assertThat(folder.files("t")).containsOnlyKeys("t/dt=2026-01-01/f").containsValue(1L);
        folder.delete("t/dt=2026-01-01/f");
        folder.delete("t/dt=2026-01-01/f");
        assertThat(folder.folders("t")).containsExactly("dt=2026-01-01");
        folder.deleteIfEmpty("t/dt=2026-01-01");
        folder.deleteIfEmpty("t/dt=2026-01-01");

        assertThat(folder.folders("t")).isEmpty();
        assertThat(folder.folders("none")).isEmpty();
        assertThat(folder.files("none")).isEmpty();
    }
}
