package dev.streamflow.cli;

import java.util.Arrays;

/** How much the libraries say on standard error; {@code simplelogger.properties} has the usual levels. */
final class Logging {
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    /** Raises the levels where {@code --verbose} is given; of use only until the first logger is made. */
    static void configure(String... args) {
        if (Arrays.asList(args).contains("--verbose")) {
            set("defaultLogLevel", "info");
            set("log.org.apache.kafka", "info");
            set("log.org.apache.kafka.clients.NetworkClient", "warn");
        }
    }

    private static void set(String key, String value) {
        if (System.getProperty(PREFIX + key) == null) {
            System.setProperty(PREFIX + key, value);
        }
    }
}
