package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.OperationFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeLockTest {
    @TempDir
    Path folder;

    @Test
    void aRunWhoseLockWasRemovedDoesNotPublish() throws Exception {
        LocalLake lake = new LocalLake(folder).publish("first");
        try (LakeLock lock = LakeLock.take(new Lake(folder.toString(), new Configuration(false)), LocalLake.RUN)) {
            lock.requireHeld();
            Files.delete(folder.resolve("_lock"));
            try (LocalFileLock other = LocalFileLock.take(folder.resolve("_lock"), "other")) {
                SnapshotPublisher versions = new SnapshotPublisher(folder, new DurableFiles(), lock::requireHeld);

                assertThatThrownBy(() -> versions.publish(lake.staging(), lake.stage("second", 1)))
                        .isInstanceOf(OperationFailedException.class)
                        .hasMessageContaining("_lock was removed or replaced while this run held it");
                other.requireHeld();
            }
        }
        assertThat(lake.state()).isEqualTo("first");
        assertThat(folder.resolve("_lock")).isEmptyFile();
    }
}
