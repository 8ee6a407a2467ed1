package dev.streamflow.dashboard.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Quarantined lines as they came, a page of them: newest date first, within a date by partition and offset.
 *
 * @param total how many there are on all pages, as the ledger has counted them
 */
public record QuarantinedLines(List<Line> lines, long total) {
    /** What is said where they are not shown. */
    public static final String HIDDEN =
            "Quarantined lines are shown only by a dashboard that was started with --show-rows.";

    /** The most lines of a page. */
    public static final int MOST = 200;
    /** The last line that a page may reach; who needs more reads the files. */
    public static final int REACH = 10_000;
    /** The most characters of a line that are read. */
    public static final int LONGEST = 2_000;

    /**
     * A line.
     *
     * @param run of landing that brought it
     * @param timestamp the record's, in UTC; null where it has none
     * @param text its first {@value #LONGEST} characters
     * @param length all of its characters
     */
    public record Line(
            LocalDate date,
            int run,
            int partition,
            long offset,
            Instant timestamp,
            List<String> reasons,
            String text,
            long length) {
        public Line {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * What is asked.
     *
     * @param reason null for any
     */
    public record Query(String topic, Range range, String reason, int offset, int limit) {
        public Query {
            requireNonNull(topic, "topic is null");
            requireNonNull(range, "range is null");
            if (limit < 1 || limit > MOST || offset < 0 || offset > REACH - limit) {
                throw new BadQuestionException("A page has 1 to " + MOST + " lines, of the first " + REACH
                        + "; ask for fewer dates, or read the files of quarantine.");
            }
        }
    }

    public QuarantinedLines {
        lines = List.copyOf(lines);
    }
}
