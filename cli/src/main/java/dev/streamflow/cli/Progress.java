package dev.streamflow.cli;

import java.io.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long step is: a bar on standard error where that is a terminal, nothing elsewhere. */
public final class Progress implements AutoCloseable {
    private static final int REDRAW_MILLIS = 200;

    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    /** @param total how many there will be; a negative number where that is not known */
    public static Progress start(String what, long total) {
        return new Progress(isTerminal() ? bar(what, total) : null);
    }

    /** Cheap enough to call once per batch. */
    public void advanceTo(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
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
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    @SuppressWarnings(
            "SystemConsoleNull") // the launcher sets jdk.console, so that newer Javas say it as older ones did
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && System.getenv("TERM") != null;
    }
}
