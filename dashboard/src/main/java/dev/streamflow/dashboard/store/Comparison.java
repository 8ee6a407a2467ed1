package dev.streamflow.dashboard.store;

/** What a range is compared with: as many dates, earlier. */
public enum Comparison {
    NONE,
    /** Those directly before. */
    PREVIOUS,
    /** Seven days earlier. */
    WEEK,
    /** 52 weeks earlier, so that weekdays meet weekdays. */
    YEAR
}
