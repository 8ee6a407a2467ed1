package dev.streamflow.ingest.ledger;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How landing's files and folders are called, relative to the landing folder. */
public final class Names {
    private static final Pattern RUN = Pattern.compile("(?:plan-|commit-|r)(\\d{6,})(?:[-.].*)");

    private Names() {}

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

    /** The folder of one process's files in progress for a run. */
    public static String workspace(String topic, int run, String process) {
        return temporary(topic) + "/r" + padded(run, 6) + "-" + process;
    }

    /** The name of a file of lines, without its folder. */
    public static String lines(int run, int partition, long firstOffset, Compression compression) {
        return "r" + padded(run, 6) + "-p" + padded(partition, 3) + "-o" + padded(firstOffset, 12)
                + compression.suffix();
    }

    /** The run that a document, a file of lines or a workspace belongs to. */
    public static OptionalInt run(String name) {
        Matcher matcher = RUN.matcher(name);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    private static String padded(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
