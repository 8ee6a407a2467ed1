package dev.streamflow.ingest.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.ingest.storage.Storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LocalStorageTest extends StorageContract {
    private static final int ROUNDS = 500;

    @Override
    Storage open(Path root) {
        return StorageFactory.at(root.toString());
    }

    @Test
    void ofManyCreatorsExactlyOneSucceeds() throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 50; round++) {
            String path = "topic/_ledger/plan-" + round;
            List<Callable<Boolean>> creators = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Path file = file("creator " + i);
                creators.add(() -> storage.publishIfAbsent(file, path));
            }
            int created = 0;
            for (Future<Boolean> creator : threads.invokeAll(creators)) {
                created += creator.get() ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
        }
        threads.shutdown();
    }

    /** Retention deletes folders of dates that are empty, whoever lands at the same time. */
    @Test
    void filesArePublishedAndListedWhileFoldersAreDeleted() throws InterruptedException {
        Path date = folder.resolve("landing/topic/dt=2026-01-01");
        AtomicBoolean done = new AtomicBoolean();
        Thread deleting = new Thread(() -> {
            while (!done.get()) {
                date.toFile().delete();
            }
        });
        deleting.start();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                storage.publish(file("x"), "topic/dt=2026-01-01/a.jsonl");
                assertThat(storage.list("topic")).extracting(StoredFile::path).contains("topic/dt=2026-01-01/a.jsonl");
                storage.delete("topic/dt=2026-01-01/a.jsonl");
                storage.list("topic");
            }
        } finally {
            done.set(true);
            deleting.join();
        }
    }

    @Test
    void aFileIsMovedToItsPlaceAndNotWrittenThere() throws IOException {
        Path file = file("whole");
        Object before = Files.getAttribute(file, "unix:ino");

        storage.publish(file, "topic/dt=2026-01-01/a.jsonl");

        assertThat(Files.getAttribute(folder.resolve("landing/topic/dt=2026-01-01/a.jsonl"), "unix:ino"))
                .isEqualTo(before);
        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneClearLine() throws IOException {
        Files.createDirectories(folder.resolve("landing"));
        Files.writeString(folder.resolve("landing/topic"), "a file where a folder must be");

        assertThatThrownBy(() -> storage.publish(file("x"), "topic/a"))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageStartingWith("Cannot write " + folder.resolve("landing/topic/a") + ": ");
    }
}
