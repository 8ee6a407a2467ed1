package dev.streamflow.etl.commands;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/** How commands without a Spark session reach landing and lake: by the settings that a session would have. */
final class HadoopSettings {
    private static final String PREFIX = "spark.hadoop.";

    private HadoopSettings() {}

    /** Hadoop's own settings, and over them those that {@code spark-submit} was given. */
    static Configuration configuration() {
        Configuration configuration = new Configuration();
        // Without checksum files beside what is written.
        configuration.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
        for (Tuple2<String, String> setting : new SparkConf().getAllWithPrefix(PREFIX)) {
            configuration.set(setting._1(), setting._2());
        }
        return configuration;
    }
}
