package dev.streamflow.ingest.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.CommandException;
import dev.streamflow.ingest.storage.Storage.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What landing relies on, whatever it lies on. */
abstract class StorageContract {
    @TempDir
    Path folder;

    Storage storage;

    abstract Storage open(Path root);

    @BeforeEach
    void openIt() {
        storage = open(folder.resolve("landing"));
    }

    @AfterEach
    void closeIt() {
        storage.close();
    }

    @Test
    void whatIsPublishedIsThereWholeAndReplacesItsLike() throws IOException {
        storage.publish(file("first"), "topic/dt=2026-01-01/a.jsonl");
        storage.publish(file("other"), "topic/dt=2026-01-01/a.jsonl");

        assertThat(read("topic/dt=2026-01-01/a.jsonl")).isEqualTo("other");
        assertThat(storage.list("topic")).containsExactly(new StoredFile("topic/dt=2026-01-01/a.jsonl", 5));
    }

    @Test
    void whatIsThereIsNotReplacedByWhatMayOnlyBeCreated() throws IOException {
        assertThat(storage.publishIfAbsent(file("first"), "topic/_ledger/plan-000001.json"))
                .isTrue();
        assertThat(storage.publishIfAbsent(file("second"), "topic/_ledger/plan-000001.json"))
                .isFalse();

        assertThat(read("topic/_ledger/plan-000001.json")).isEqualTo("first");
        assertThat(storage.list("topic/_ledger")).hasSize(1);
    }

    @Test
    void filesAndFoldersAreListedInOrder() {
        storage.publish(file("1"), "topic/b/2");
        storage.publish(file("1"), "topic/b/1");
        storage.publish(file("1"), "topic/a/3");

        assertThat(storage.list("topic"))
                .extracting(StoredFile::path)
                .containsExactly("topic/a/3", "topic/b/1", "topic/b/2");
        assertThat(storage.folders("topic")).containsExactly("a", "b");
        assertThat(storage.list("other")).isEmpty();
        assertThat(storage.folders("other")).isEmpty();
    }

    @Test
    void aFolderIsDeletedWithWhatIsInIt() {
        storage.publish(file("1"), "topic/a/b/c");

        storage.delete("topic/a");
        storage.delete("topic/a");

        assertThat(storage.list("topic")).isEmpty();
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> read("topic/none"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("Cannot read ")
                .hasMessageContaining("topic/none");
    }

    Path file(String content) {
        try {
            Path workspace = storage.workspace("_tmp/r000001-x");
            return Files.writeString(Files.createTempFile(workspace, "some", ".tmp"), content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String read(String path) throws IOException {
        try (InputStream in = storage.open(path)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
