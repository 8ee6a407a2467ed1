package dev.streamflow.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The one place that builds a {@link SparkSession}. What {@code spark-submit} or the JVM's properties say goes before all of it. */
public final class SessionFactory {
    private static final int DEV_PARTITIONS = 4;

    private SessionFactory() {}

    /** The session of this JVM: the running one, or a new one with these settings. */
    public static SparkSession session(String application, Profile profile) {
        SparkConf conf = new SparkConf();
        settings(profile).forEach(conf::setIfMissing);
        conf.setIfMissing("spark.app.name", application);
        SparkSession session =
                WholeStart.start(() -> SparkSession.builder().config(conf).getOrCreate());
        // A session made by another thread is not active in this one, and encoders made here would miss its settings.
        SparkSession.setActiveSession(session);
        return session;
    }

    private static Map<String, String> settings(Profile profile) {
        Map<String, String> settings = new LinkedHashMap<>(results());
        settings.putAll(files());
        settings.putAll(longApplications());
        // A plain `java -jar` names no master; spark-submit always does.
        settings.put("spark.master", "local[*]");
        if (profile == Profile.DEV) {
            settings.put("spark.ui.enabled", "false");
            // Under spark-submit Spark has set up its logging before it sees our jar and the configuration in it.
            settings.put("spark.log.level", "ERROR");
            settings.put("spark.driver.host", "127.0.0.1");
            settings.put("spark.driver.bindAddress", "127.0.0.1");
            settings.put("spark.sql.shuffle.partitions", Integer.toString(DEV_PARTITIONS));
        }
        // On one machine there is nothing to adapt to, and each stage would be a job of its own.
        settings.put("spark.sql.adaptive.enabled", Boolean.toString(profile == Profile.PROD));
        return settings;
    }

    /** What rows come out must not depend on the machine. */
    private static Map<String, String> results() {
        return Map.of(
                "spark.sql.session.timeZone", "UTC",
                // A rule such as 1 / quantity > 0 gives null for a bad record, which quarantines it; ANSI mode would
                // end the job.
                "spark.sql.ansi.enabled", "false",
                "spark.sql.datetime.java8API.enabled", "true");
    }

    /** One application makes many dates with the same code. */
    private static Map<String, String> longApplications() {
        return Map.of(
                // A date needs more than the 100 generated classes that Spark keeps, so each would compile all of them
                // again.
                "spark.sql.codegen.cache.maxEntries", "2000",
                // Nobody adds jars to a running session, and the class loader for that is in every task's way.
                "spark.sql.artifact.isolation.enabled", "false");
    }

    private static Map<String, String> files() {
        return Map.of(
                // Checksum files beside the data and success markers break plain globs; Parquet has checks of its own.
                "spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem",
                "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false",
                "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "2",
                "spark.sql.sources.parallelPartitionDiscovery.threshold", "1000",
                // Otherwise whole rows are sorted by date before they are written, though there are few dates.
                "spark.sql.maxConcurrentOutputFileWriters", "64",
                "spark.sql.parquet.compression.codec", "zstd",
                "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    }
}
