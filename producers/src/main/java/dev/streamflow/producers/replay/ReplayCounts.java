package dev.streamflow.producers.replay;

/**
 * What was read. Every row is sent, so {@code rows} equals the records sent unless the replay was stopped.
 *
 * @param misshapen CSV rows with more or fewer cells than the header and lines that are no JSON; they are sent as they stand, and
 *     landing rejects them with their bytes
 * @param untimed rows without a readable event time, sent with the time stamp of the row before
 * @param blankLines lines without anything, which are no rows
 */
public record ReplayCounts(long rows, long misshapen, long untimed, long blankLines) {}
