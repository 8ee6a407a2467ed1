package dev.streamflow.cli;

/** How the log on standard error is written. */
public enum LogFormat {
    /** Lines for people. */
    TEXT,
    /** One JSON object for each event: {@link JsonLog}. */
    JSON
}
