package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
    @TempDir
    Path folder;

    @Test
    void rowsAreCountedWhateverTheirCellsHold() throws Exception {
        SparkSession spark = SessionFactory.session("test", Profile.DEV);
        StructType type =
                new StructType().add("event_date", DataTypes.StringType).add("text", DataTypes.StringType);
        List<String> texts =
                List.of("a\nb", "a\r\nb", "a\rb", "\"", "5\" pipe", "\"\n\"", "\\\"", ",\n,", "", " x ", "é\u2028");
        var rows = texts.stream().map(text -> RowFactory.create("d", text)).toList();

        CsvTable.write(spark.createDataFrame(rows, type).coalesce(1), new org.apache.hadoop.fs.Path(folder + "/table"));

        FileSystem files = local();
        var dated = new org.apache.hadoop.fs.Path(folder + "/table", CsvTable.folder("d"));
        var file = new org.apache.hadoop.fs.Path(dated, CsvTable.file(files, dated));
        assertThat(CsvTable.rows(files, file)).isEqualTo(texts.size());
    }

    @Test
    void aFileThatEndsWithinARowIsAnError() throws Exception {
        Path file = Files.writeString(folder.resolve("cut.csv"), "a,b\n1,\"x\n");

        assertThatThrownBy(() -> CsvTable.rows(local(), new org.apache.hadoop.fs.Path(file.toString())))
                .isInstanceOf(IOException.class)
                .hasMessage("it ends within a row");
    }

    @Test
    void aDateInSeveralFilesIsAnError() throws Exception {
        Files.writeString(folder.resolve("part-1.csv"), "a\n1\n");
        Files.writeString(folder.resolve("part-2.csv"), "a\n2\n");

        assertThatThrownBy(() -> CsvTable.file(local(), new org.apache.hadoop.fs.Path(folder.toString())))
                .isInstanceOf(IOException.class)
                .hasMessage("Spark wrote 2 files of it, not one");
    }

    private static FileSystem local() throws IOException {
        FileSystem files = new RawLocalFileSystem();
        files.initialize(URI.create("file:///"), new Configuration());
        return files;
    }
}
