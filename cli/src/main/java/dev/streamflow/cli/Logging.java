package dev.streamflow.cli;

import java.util.Arrays;

/** How much the libraries say on standard error; read by slf4j-simple when the first logger is made. */
final class Logging {
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    static void configure(String... args) {
        boolean verbose = Arrays.asList(args).contains("--verbose");
        set("logFile", "System.err");
        set("showDateTime", "true");
        set("dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        set("showThreadName", "false");
        set("showShortLogName", "true");
        set("defaultLogLevel", verbose ? "info" : "warn");
        // A broker that is away makes Kafka's clients warn ten times a second; the command itself says it once.
        set("log.org.apache.kafka", verbose ? "info" : "error");
        set("log.kafka", verbose ? "info" : "error");
        set("log.org.apache.kafka.clients.NetworkClient", verbose ? "warn" : "off");
    }

    private static void set(String key, String value) {
        if (System.getProperty(PREFIX + key) == null) {
            System.setProperty(PREFIX + key, value);
        }
    }
}
