package dev.streamflow.etl;

import org.apache.hadoop.conf.Configuration;

/** Files of a test that looks at them before Spark does. */
final class OwnFiles {
    private OwnFiles() {}

    /**
     * Of a file system that is not kept: whatever runs Spark in this JVM later has to find one of Spark's settings, and
     * Hadoop keeps the first.
     */
    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        return configuration;
    }
}
