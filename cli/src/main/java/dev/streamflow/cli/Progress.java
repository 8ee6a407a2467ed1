package dev.streamflow.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long step is: a bar on standard error where that is a terminal, elsewhere a line every ten seconds. */
public final class Progress implements AutoCloseable {
    private static final int REDRAW_MILLIS = 200;
    // Given, so that no native library has to find it out.
    private static final int WIDTH = 79;
    private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();

    private final String what;
    private final long total;
    private final ProgressBar bar;
    private final PrintStream err;
    private final LongSupplier nanos;
    private long nextLine;

    Progress(String what, long total, ProgressBar bar, PrintStream err, LongSupplier nanos) {
        this.what = what;
        this.total = total;
        this.bar = bar;
        this.err = err;
        this.nanos = nanos;
        this.nextLine = nanos.getAsLong() + LINE_NANOS;
    }

    /** @param total how many there will be; a negative number where that is not known */
    public static Progress start(String what, long total) {
        ProgressBar bar = Terminal.isStandardError() ? bar(what, total) : null;
        return new Progress(what, total, bar, System.err, System::nanoTime);
    }

    /** Cheap enough to call for every batch of records; from one thread. */
    public void advanceTo(long done) {
        if (bar != null) {
            bar.stepTo(done);
        } else if (nanos.getAsLong() - nextLine >= 0) {
            nextLine = nanos.getAsLong() + LINE_NANOS;
            err.println(line(done));
        }
    }

    private String line(long done) {
        return total < 0
                ? String.format(Locale.ROOT, "%s: %,d", what, done)
                : String.format(Locale.ROOT, "%s: %,d of %,d", what, done, total);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private static ProgressBar bar(String what, long total) {
        return new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(total)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
                .build();
    }
}
