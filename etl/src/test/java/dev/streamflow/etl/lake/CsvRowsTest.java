package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {
    @TempDir
    Path folder;

    @Test
    void aFileThatEndsWithinARowIsAnError() throws Exception {
        Path file = Files.writeString(folder.resolve("cut.csv"), "a,b\n1,\"x\n");

        assertThatThrownBy(() -> CsvRows.in(local(), new org.apache.hadoop.fs.Path(file.toString())))
                .isInstanceOf(IOException.class)
                .hasMessage("it ends within a row");
    }

    private static FileSystem local() throws IOException {
        FileSystem files = new RawLocalFileSystem();
        files.initialize(URI.create("file:///"), new Configuration());
        return files;
    }
}
