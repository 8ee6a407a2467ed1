package dev.streamflow.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * What a session starts with: what {@code spark-submit} or the JVM's properties say, and for the rest our own settings.
 * Rows must not depend on it: of Spark SQL's hundreds of settings, people choose those alone that change no result
 * ({@link #FREE}), and what our results need ({@link #fixed}) is as it is.
 *
 * @param leftOut what was said and does not hold, a line for each
 */
record SessionSettings(SparkConf conf, List<String> leftOut) {
    private static final String SQL = "spark.sql.";
    private static final int DEV_PARTITIONS = 4;

    /**
     * Names, or what names begin with: how Spark spreads, joins, keeps, generates code and shows, not what comes out.
     */
    private static final List<String> FREE = List.of(
            "spark.sql.adaptive.",
            "spark.sql.artifact.",
            "spark.sql.autoBroadcastJoinThreshold",
            "spark.sql.broadcast",
            "spark.sql.catalog",
            "spark.sql.codegen.",
            "spark.sql.debug.",
            "spark.sql.event.",
            "spark.sql.extensions",
            "spark.sql.files.maxPartition",
            "spark.sql.files.maxRecordsPerFile",
            "spark.sql.files.minPartitionNum",
            "spark.sql.files.openCostInBytes",
            "spark.sql.inMemoryColumnarStorage.",
            "spark.sql.join.",
            "spark.sql.leafNodeDefaultParallelism",
            "spark.sql.maxBroadcastTableSize",
            "spark.sql.maxConcurrentOutputFileWriters",
            "spark.sql.objectHashAggregate.",
            "spark.sql.optimizer.",
            "spark.sql.parquet.columnarReaderBatchSize",
            "spark.sql.parquet.compression.codec",
            "spark.sql.queryExecutionListeners",
            "spark.sql.shuffle.partitions",
            "spark.sql.sortMergeJoinExec.",
            "spark.sql.sources.parallelPartitionDiscovery.",
            "spark.sql.streaming.",
            "spark.sql.ui.",
            "spark.sql.warehouse.dir",
            "spark.sql.windowExec.");

    SessionSettings {
        leftOut = List.copyOf(leftOut);
    }

    /** @param said by spark-submit, its file of defaults or the JVM's properties */
    static SessionSettings of(SparkConf said, Profile profile) {
        SparkConf conf = new SparkConf(false);
        List<String> leftOut = new ArrayList<>();
        Map<String, String> fixed = fixed();
        Stream.of(said.getAll()).forEach(setting -> {
            Optional<String> ours = Optional.ofNullable(fixed.get(setting._1()));
            if (ours.isEmpty() && isFree(setting._1())) {
                conf.set(setting._1(), setting._2());
            } else if (!ours.equals(Optional.of(setting._2()))) {
                leftOut.add(setting._1() + "=" + setting._2() + " is left out: rows could depend on it"
                        + ours.map(value -> ", here it is " + value).orElse(""));
            }
        });
        fixed.forEach(conf::set);
        usual(profile).forEach(conf::setIfMissing);
        return new SessionSettings(conf, leftOut);
    }

    /**
     * The same for streaming queries, whose state Spark copies in its own way. A checkpoint has no checksum files
     * either: Spark cannot write an entry of its log again beside the checksum of one that is gone.
     */
    SessionSettings live() {
        SparkConf live = conf.clone()
                .set("spark.hadoop.fs.file.impl", PlainLocalFileSystem.class.getName())
                .set("spark.hadoop.fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs");
        return new SessionSettings(live, leftOut);
    }

    private static boolean isFree(String name) {
        return !name.startsWith(SQL) || FREE.stream().anyMatch(name::startsWith);
    }

    /** What rows come out, and which files lie beside them, depends on neither machine nor person. */
    private static Map<String, String> fixed() {
        return Map.of(
                "spark.sql.session.timeZone",
                "UTC",
                // A rule such as 1 / quantity > 0 gives null for a bad record, which quarantines it; ANSI mode would
                // end the job.
                "spark.sql.ansi.enabled",
                "false",
                "spark.sql.datetime.java8API.enabled",
                "true",
                "spark.sql.parquet.outputTimestampType",
                "TIMESTAMP_MICROS",
                // Checksum files beside the data and success markers break plain globs; Parquet has checks of its own.
                "spark.hadoop.fs.file.impl",
                DirectLocalFileSystem.class.getName(),
                "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs",
                "false");
    }

    /** What holds where nothing else is said. */
    private static Map<String, String> usual(Profile profile) {
        Map<String, String> settings = new LinkedHashMap<>(files());
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
                "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "2",
                "spark.sql.sources.parallelPartitionDiscovery.threshold", "1000",
                // Otherwise whole rows are sorted by kind and date before they are written, though these are few.
                "spark.sql.maxConcurrentOutputFileWriters", "128",
                // Ids and times have too many values for any dictionary; the larger it may be, the later that is found
                // out.
                "spark.hadoop.parquet.dictionary.page.size", Integer.toString(64 << 10),
                "spark.sql.parquet.compression.codec", "zstd");
    }
}
