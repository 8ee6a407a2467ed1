package dev.streamflow.etl.commands;

import dev.streamflow.session.DirectLocalFileSystem;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/** Hadoop settings for commands without a Spark session: the same that a session would have. */
final class HadoopSettings {
    private static final String PREFIX = "spark.hadoop.";

    private HadoopSettings() {}

    /** Hadoop's defaults, overridden by the {@code spark.hadoop.*} settings of {@code spark-submit}. */
    static Configuration configuration() {
        Configuration configuration = new Configuration();
        // Without checksum files beside what is written.
        configuration.setClass("fs.file.impl", DirectLocalFileSystem.class, FileSystem.class);
        for (Tuple2<String, String> setting : new SparkConf().getAllWithPrefix(PREFIX)) {
            configuration.set(setting._1(), setting._2());
        }
        return configuration;
    }
}
