package dev.streamflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.ingest.storage.LocalStorage;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1: whatever is killed, the next run ends where an undisturbed one would have. */
class ITCrash {
    private static final String TOPIC = "crash";
    private static final long ENOUGH = Long.MAX_VALUE;

    @TempDir
    Path folder;

    @Test
    void aRunThatDiesAtAnyPointIsRepairedByTheNext() {
        Kafka.create(TOPIC, 2);
        Kafka.send(TOPIC, 0, "{\"at\":\"2026-01-01T00:00:00Z\"}", "{\"at\":\"2025-12-31T00:00:00Z\"}", "no json", null);
        Kafka.send(TOPIC, 1, "{\"at\":\"2026-01-01T00:00:00Z\"}", "{}");
        try (InProcess landing = new InProcess(TOPIC)) {
            SortedMap<String, String> undisturbed = landed(landing, folder.resolve("undisturbed"));
            int point = 0;
            boolean survived = false;
            while (!survived) {
                point++;
                Path root = folder.resolve("crash-" + point);
                survived = !dies(landing, root, point);
                assertThat(landed(landing, root)).as("died at point " + point).isEqualTo(undisturbed);
            }
            // A plan, five files and a commit, each with its before and after, and the cleaning up.
            assertThat(point).isGreaterThan(2 * 7);
        }
    }

    private static boolean dies(InProcess landing, Path root, int point) {
        try {
            landing.land(new CrashingStorage(new LocalStorage(root), point), InProcess.request(TOPIC, ENOUGH));
            return false;
        } catch (CrashingStorage.Crash e) {
            return true;
        }
    }

    /** The tree after an undisturbed run. */
    private static SortedMap<String, String> landed(InProcess landing, Path root) {
        landing.land(new LocalStorage(root), InProcess.request(TOPIC, ENOUGH));
        return new Lake(root, root).tree();
    }
}
