package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of Spark that people hand to spark-submit or write into the form, all at once. */
class ITHostileSettings {
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("spark.sql.adaptive.advisoryPartitionSizeInBytes", "1k"),
            Map.entry("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false"),
            Map.entry("spark.sql.ansi.enabled", "true"),
            Map.entry("spark.sql.autoBroadcastJoinThreshold", "-1"),
            Map.entry("spark.sql.caseSensitive", "true"),
            Map.entry("spark.sql.codegen.factoryMode", "FALLBACK"),
            Map.entry("spark.sql.codegen.wholeStage", "true"),
            Map.entry("spark.sql.csv.parser.columnPruning.enabled", "false"),
            Map.entry("spark.sql.datetime.java8API.enabled", "false"),
            Map.entry("spark.sql.decimalOperations.allowPrecisionLoss", "false"),
            Map.entry("spark.sql.files.ignoreCorruptFiles", "true"),
            Map.entry("spark.sql.files.maxPartitionBytes", "2k"),
            Map.entry("spark.sql.files.maxRecordsPerFile", "5"),
            Map.entry("spark.sql.legacy.nullValueWrittenAsQuotedEmptyStringCsv", "true"),
            Map.entry("spark.sql.legacy.sizeOfNull", "true"),
            Map.entry("spark.sql.legacy.timeParserPolicy", "LEGACY"),
            Map.entry("spark.sql.maxConcurrentOutputFileWriters", "1"),
            Map.entry("spark.sql.parquet.compression.codec", "snappy"),
            Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MILLIS"),
            Map.entry("spark.sql.parquet.writeLegacyFormat", "true"),
            Map.entry("spark.sql.session.timeZone", "Asia/Tokyo"),
            Map.entry("spark.sql.shuffle.partitions", "7"),
            Map.entry("spark.sql.sources.partitionOverwriteMode", "dynamic"),
            Map.entry("spark.sql.timestampType", "TIMESTAMP_NTZ"));
    private static final Map<String, String> HADOOP = Map.of(
            "mapreduce.output.fileoutputformat.compress",
            "true",
            "mapreduce.output.fileoutputformat.compress.codec",
            "org.apache.hadoop.io.compress.GzipCodec");

    @TempDir
    Path folder;

    @AfterEach
    void reset() {
        SparkSession spark = SessionFactory.session("test", Profile.DEV);
        SETTINGS.keySet().forEach(name -> {
            System.clearProperty(name);
            spark.conf().unset(name);
        });
        HADOOP.keySet().forEach(hadoop(spark)::unset);
        SessionFactory.session("test", Profile.DEV);
    }

    @Test
    void noneOfThemChangesARow() {
        LandingFixture landing = new LandingFixture(folder.resolve("landing"));
        ShopLines lines = new ShopLines(23);
        lines.land(landing, "2026-01-01", 120);
        lines.land(landing, "2026-01-02", 40);
        String[] dates = {"--from=2026-01-01", "--to=2026-01-02"};
        Path usual = folder.resolve("usual");
        EtlRun.etl(landing.folder(), usual, dates).succeeded();
        Path lake = folder.resolve("lake");
        SETTINGS.forEach(System::setProperty);
        HADOOP.forEach(hadoop(SessionFactory.session("test", Profile.PROD))::set);

        EtlRun.etl(landing.folder(), lake, dates[0], dates[1], "--profile=prod").succeeded();

        assertThat(Lakes.files(lake.resolve("gold_csv"))).isEqualTo(Lakes.files(usual.resolve("gold_csv")));
        assertThat(Lakes.gold(lake)).isEqualTo(Lakes.expected(landing));
        for (String topic : new String[] {"user_events", "transaction_events"}) {
            assertThat(Lakes.table(lake, "silver", topic, "*")).isEqualTo(Lakes.table(usual, "silver", topic, "*"));
            assertThat(Lakes.table(lake, "quarantine", topic, "*"))
                    .isEqualTo(Lakes.table(usual, "quarantine", topic, "*"));
        }
    }

    private static Configuration hadoop(SparkSession spark) {
        return spark.sparkContext().hadoopConfiguration();
    }
}
