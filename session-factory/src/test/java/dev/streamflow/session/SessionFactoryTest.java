package dev.streamflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFactoryTest {
    private SparkSession session;

    @AfterEach
    void stop() throws IOException {
        session.stop();
        System.clearProperty("spark.master");
        System.clearProperty("spark.sql.ansi.enabled");
        System.clearProperty("spark.sql.caseSensitive");
        System.clearProperty("spark.sql.shuffle.partitions");
        // Hadoop keeps file systems for all sessions of a JVM, of which a program has one.
        FileSystem.closeAll();
    }

    @Test
    void aLocalSessionCountsInUtcAndBringsNoWebServer() {
        session = SessionFactory.session("test", Profile.DEV);

        assertThat(session.sparkContext().master()).isEqualTo("local[*]");
        assertThat(session.conf().get("spark.ui.enabled")).isEqualTo("false");
        assertThat(session.conf().get("spark.sql.adaptive.enabled")).isEqualTo("false");
        assertThat(one("date_format(timestamp_seconds(0), 'yyyy-MM-dd HH')")).isEqualTo("1970-01-01 00");
        assertThat(one("1 / 0"))
                .as("a fault of a value is a null, not the end of the job")
                .isNull();
    }

    @Test
    void whatSparkSubmitSaysComesFirst() {
        System.setProperty("spark.master", "local[1]");
        System.setProperty("spark.sql.shuffle.partitions", "7");

        session = SessionFactory.session("test", Profile.PROD);

        assertThat(session.sparkContext().master()).isEqualTo("local[1]");
        assertThat(session.conf().get("spark.sql.shuffle.partitions")).isEqualTo("7");
        assertThat(session.conf().get("spark.sql.adaptive.enabled")).isEqualTo("true");
        assertThat(SessionFactory.session("another", Profile.PROD)).isSameAs(session);
    }

    @Test
    void whatRowsCouldDependOnIsNotForThePersonToSay() {
        System.setProperty("spark.sql.ansi.enabled", "true");
        System.setProperty("spark.sql.caseSensitive", "true");

        session = SessionFactory.session("test", Profile.DEV);

        assertThat(session.conf().get("spark.sql.ansi.enabled")).isEqualTo("false");
        assertThat(session.conf().get("spark.sql.caseSensitive")).isEqualTo("false");
        assertThat(SessionSettings.of(new SparkConf(), Profile.DEV).leftOut())
                .containsExactlyInAnyOrder(
                        "spark.sql.ansi.enabled=true is left out: rows could depend on it, here it is false",
                        "spark.sql.caseSensitive=true is left out: rows could depend on it");
    }

    /** What Spark does with a snapshot of a query's state. */
    @Test
    void aLiveSessionCopiesLocalFilesAndLeavesNoChecksums(@TempDir Path folder) throws Exception {
        session = SessionFactory.live("test", Profile.DEV);
        Configuration hadoop = session.sparkContext().hadoopConfiguration();
        org.apache.hadoop.fs.Path copy =
                new org.apache.hadoop.fs.Path(folder.resolve("copy").toUri());
        Path original = Files.writeString(folder.resolve("original"), "state");

        copy.getFileSystem(hadoop).copyFromLocalFile(new org.apache.hadoop.fs.Path(original.toUri()), copy);

        assertThat(FileSystem.getLocal(hadoop)).isInstanceOf(PlainLocalFileSystem.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(original, folder.resolve("copy"));
        }
        assertThat(folder.resolve("copy")).hasContent("state");
    }

    private Object one(String expression) {
        return session.sql("SELECT " + expression).head().get(0);
    }
}
