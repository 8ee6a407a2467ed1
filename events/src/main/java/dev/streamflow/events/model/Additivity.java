package dev.streamflow.events.model;

/**
 * How the values of a column of a daily table add up, over days and over rows of a day. Whatever adds rows up has to
 * ask: the sum of a distinct count, of a rank or of an average is a wrong figure.
 */
public enum Additivity {
    /** The sum of the values. */
    SUM,
    /** The least of them. */
    MIN,
    /** The greatest of them. */
    MAX,
    /** That of the last day: it says something of the days before as well, such as a running total. */
    LAST,
    /** The quotient of two other columns, each added up by itself: an average is the sum divided by the count. */
    RATIO,
    /** They do not: a distinct count, a rank, a share of something that other rows hold, a name. */
    NONE
}
