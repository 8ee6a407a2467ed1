package dev.streamflow.dashboard.store;

/** How the values of a column add up over days, hours and dimensions. */
public enum Additivity {
    SUM,
    MIN,
    MAX,
    /** The value of the last day stands for all of them. */
    LAST,
    /** A mean, which is the sum of one column divided by that of another. */
    RATIO,
    /** Not at all: distinct counts, ranks, shares; and what is no figure. */
    NONE
}
