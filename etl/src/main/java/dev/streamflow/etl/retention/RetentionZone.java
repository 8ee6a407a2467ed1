package dev.streamflow.etl.retention;

/** What retention is about. */
public enum RetentionZone {
    /** Silver, quarantine, gold and its CSV, of all tables. */
    LAKE,
    /** Landed files, by topic. */
    LANDING
}
