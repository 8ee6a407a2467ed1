package dev.streamflow.session;

/** Where a job runs. */
public enum Profile {
    /** On this machine: all cores, no web UI, few partitions. */
    DEV,
    /** On a cluster: what {@code spark-submit} says, with adaptive execution. */
    PROD
}
