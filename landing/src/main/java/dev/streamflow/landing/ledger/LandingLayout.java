package dev.streamflow.landing.ledger;

import dev.streamflow.landing.compression.Compression;
import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How landing's files and folders are called, relative to the landing folder. */
public final class LandingLayout {
    /** The folder of rejected records. */
    public static final String REJECTED = "rejected";
    /** The folder of records without a value, where they are kept. */
    public static final String TOMBSTONES = "tombstones";

    private static final String DATE = "dt=";
    private static final Pattern PLAN = Pattern.compile("plan-(\\d{6,9})\\.json");
    private static final Pattern COMMIT = Pattern.compile("commit-(\\d{6,9})\\.json");
    private static final Pattern RETENTION = Pattern.compile("retention-(\\d{6,9})\\.json");
    private static final Pattern UNFINISHED_RETENTION = Pattern.compile("retention-(\\d{6,9})-.+");
    private static final Pattern OF_RUN = Pattern.compile("r(\\d{6,9})-.+");
    private static final int CHECKSUM_DIGITS = 16;

    private LandingLayout() {}

    /** The topic's folder of landed records of an event date. */
    public static String folder(LocalDate date) {
        return DATE + date;
    }

    /**
     * The topic's folder that a file must lie in: of its date, or where it has none, of the kind that its path says.
     */
    static String folder(LocalDate date, String path) {
        return date != null ? folder(date) : path.startsWith(TOMBSTONES) ? TOMBSTONES : REJECTED;
    }

    /**
     * Whether a path, relative to the topic's folder, is that of a file of records: landed, rejected or without a
     * value.
     */
    public static boolean isOfRecords(String path) {
        return path.startsWith(DATE) || path.startsWith(REJECTED + "/") || path.startsWith(TOMBSTONES + "/");
    }

    public static String ledger(String topic) {
        return topic + "/_ledger";
    }

    public static String temporary(String topic) {
        return topic + "/_tmp";
    }

    public static String plan(String topic, int run) {
        return ledger(topic) + "/plan-" + padded(run, 6) + ".json";
    }

    public static String commit(String topic, int run) {
        return ledger(topic) + "/commit-" + padded(run, 6) + ".json";
    }

    /** What retention has deleted with its n-th entry. */
    public static String retention(String topic, int number) {
        return ledger(topic) + "/retention-" + padded(number, 6) + ".json";
    }

    /** An entry of retention while a process writes it; it gets its place by a rename. */
    public static String unfinishedRetention(String topic, int number, String process) {
        return temporary(topic) + "/retention-" + padded(number, 6) + "-" + process;
    }

    /** The folder of one process's files in progress for a run. */
    public static String workspace(String topic, int run, String process) {
        return temporary(topic) + "/r" + padded(run, 6) + "-" + process;
    }

    /**
     * The name of a file of lines, without its folder. It holds the start of the bytes' checksum: two executions of a
     * plan that write other bytes, by another version of a library or since the log was compacted, never write the same
     * file.
     */
    public static String lines(int run, int partition, long firstOffset, String sha256, Compression compression) {
        return unfinished(run, partition, firstOffset) + "-" + sha256.substring(0, CHECKSUM_DIGITS)
                + compression.suffix();
    }

    /** What the file is called while it grows. */
    public static String unfinished(int run, int partition, long firstOffset) {
        return "r" + padded(run, 6) + "-p" + padded(partition, 3) + "-o" + padded(firstOffset, 12);
    }

    /** The run whose plan has that file name; none for any other name. */
    public static OptionalInt plan(String name) {
        return number(PLAN.matcher(name));
    }

    /** The run whose commit has that file name; none for any other name. */
    public static OptionalInt commit(String name) {
        return number(COMMIT.matcher(name));
    }

    /** The number of the entry of retention that has that file name; none for any other name. */
    public static OptionalInt retention(String name) {
        return number(RETENTION.matcher(name));
    }

    /** The number of the entry of retention that is being written under that file name; none for any other name. */
    public static OptionalInt unfinishedRetention(String name) {
        return number(UNFINISHED_RETENTION.matcher(name));
    }

    /** The run that a file of lines or a workspace belongs to, by the last part of its path. */
    public static OptionalInt run(String path) {
        return number(OF_RUN.matcher(name(path)));
    }

    /** The last part of a path. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Only the form that Streamflow writes counts: a copy under a similar name is somebody else's file. */
    private static OptionalInt number(Matcher matcher) {
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(matcher.group(1));
        return number > 0 && padded(number, 6).equals(matcher.group(1)) ? OptionalInt.of(number) : OptionalInt.empty();
    }

    private static String padded(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
