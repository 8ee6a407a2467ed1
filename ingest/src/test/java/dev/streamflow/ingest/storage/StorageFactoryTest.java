package dev.streamflow.ingest.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.UsageException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageFactoryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"s3a://lake/landing", "S3://lake/landing", "gs://lake", "abfss://c@a/landing", "ftp://host/x"})
    void aStorageWithoutAnAtomicCreateIsRefused(String location) {
        assertThatThrownBy(() -> StorageFactory.at(location))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Cannot open " + location + ": landing needs a storage that creates a file");
    }

    @Test
    void aFolderIsAFolderAlsoAsAUri(@TempDir Path folder) {
        assertThat(StorageFactory.at(folder.toUri().toString()).describe("t"))
                .isEqualTo(folder.resolve("t").toString());
        assertThat(StorageFactory.at("FILE:" + folder).describe("t"))
                .isEqualTo(folder.resolve("t").toString());
    }
}
