package dev.streamflow.csv;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was read of a file, once or in a loop. */
public final class FileTally {
    private static final String UNTIMED = "no event time";

    private final Path file;
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<String, Long> mistyped = new TreeMap<>();
    private RowCounts finished = RowCounts.NONE;
    private long rows;
    private long untimed;
    private long unusable;
    private long firstUnusable;

    public FileTally(Path file) {
        this.file = file;
    }

    /** @param isTimed whether the row just read has an event time */
    public void add(EventRows read, boolean isTimed) {
        rows++;
        untimed += isTimed ? 0 : 1;
        if (read.fault() != null) {
            reasons.merge(read.fault(), 1L, Long::sum);
        }
        read.mistyped().forEach(field -> mistyped.merge(field, 1L, Long::sum));
        if (read.fault() != null || !isTimed || !read.mistyped().isEmpty()) {
            firstUnusable = unusable++ == 0 ? read.line() : firstUnusable;
        }
    }

    /** Takes over what the file itself counts; the file may be read once more. */
    public void finish(EventRows read) {
        finished = finished.plus(skipped(read));
    }

    /** What a file that is being read has skipped so far. */
    public static RowCounts skipped(EventRows read) {
        return new RowCounts(0, 0, 0, read.blank(), read.comments(), Map.of(), Map.of(), read.missing());
    }

    /** What was read, but for what {@link #skipped} says of a file that is still being read. */
    public RowCounts counts() {
        long misshapen = reasons.values().stream().mapToLong(Long::longValue).sum();
        return finished.plus(new RowCounts(rows, misshapen, untimed, 0, 0, reasons, mistyped, Map.of()));
    }

    /**
     * Whether it has rows that landing will reject, or the ETL quarantine for their time or a cell that is not of its
     * type.
     */
    public boolean hasUnusable() {
        return unusable > 0;
    }

    /** Whether more than that share of its rows, 0 to 1, is unusable. */
    public boolean exceeds(double share) {
        return unusable > share * rows;
    }

    /** Such as {@code 3 of 8 rows of rides.csv}. */
    public String share() {
        return unusable + " of " + rows + (rows == 1 ? " row of " : " rows of ") + file;
    }

    /** Such as {@code cells 1, no event time 2, price:type 1; the first is in line 4}. */
    public String why() {
        Map<String, Long> all = new LinkedHashMap<>(reasons);
        long timeless =
                untimed - reasons.values().stream().mapToLong(Long::longValue).sum();
        if (timeless > 0) {
            all.put(UNTIMED, timeless);
        }
        mistyped.forEach((field, count) -> all.put(field + ":type", count));
        return Sums.text(all) + "; the first is in line " + firstUnusable;
    }
}
