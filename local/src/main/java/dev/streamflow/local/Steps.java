package dev.streamflow.local;

import java.io.PrintWriter;
import java.util.Locale;

/** The steps of a long job as a person follows them: what begins, what came of it, how long it took. */
final class Steps {
    private final PrintWriter out;
    private String stage = "";
    private long start;

    Steps(PrintWriter out) {
        this.out = out;
    }

    /** Prints the stage where it is a new one, and what is done in it. */
    void begin(String newStage, String what) {
        if (!newStage.equals(stage)) {
            out.println(newStage);
            stage = newStage;
        }
        out.println("  $ " + what);
        out.flush();
        start = System.nanoTime();
    }

    void end(String result) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println(String.format(Locale.ROOT, "    %s  (%.1f s)", result, seconds));
        out.flush();
    }

    /** {@code 12,345}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
