package dev.streamflow.local.live;

import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.StopRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands beside each other. Each line of theirs is shown behind the name of who says it. Where one of them ends, its
 * last lines are shown and the others end as well: what goes on without it would only look as if all were well.
 */
public final class LiveChildren implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);
    /** Longer than a query takes for its last batch before it gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private static final int LEAST_LEFT = 24;

    private final PrintWriter out;
    private final int nameWidth;
    private final List<Child> children = new ArrayList<>();

    /** @param nameWidth columns for the names in front of the lines */
    public LiveChildren(PrintWriter out, int nameWidth) {
        this.out = out;
        this.nameWidth = nameWidth;
    }

    /** Columns that are left of a terminal for the lines behind the names. */
    public int left(int terminal) {
        return Math.max(LEAST_LEFT, terminal - nameWidth - " | ".length());
    }

    /**
     * Starts one more.
     *
     * @param name what its lines are shown under
     * @param main the class whose main it is
     * @param heap the most memory of its heap, such as {@code 512m}
     */
    public void start(String name, Class<?> main, String heap, List<String> args) {
        try {
            children.add(Child.start(
                    new Child.Command(name, main, heap, args),
                    line -> ChildLine.readable(line).ifPresent(readable -> show(name, readable))));
        } catch (IOException e) {
            throw new OperationFailedException("Cannot start " + name + ": " + e.getMessage(), null, e);
        }
    }

    /** Prints a line of one of them, or of whoever has started them. */
    public void show(String name, String line) {
        synchronized (out) {
            out.println(name + " ".repeat(Math.max(0, nameWidth - name.length())) + " | " + line);
            out.flush();
        }
    }

    /**
     * Returns when all of them are to end.
     *
     * @throws OperationFailedException if one of them has ended by itself
     */
    public void await(StopRequest stop) {
        while (!stop.pause(LOOK)) {
            Optional<Child> ended =
                    children.stream().filter(child -> !child.isAlive()).findFirst();
            // On Ctrl-C the terminal tells all of them at once, and one may be gone before we are told.
            if (ended.isPresent() && !stop.pause(LOOK.multipliedBy(5))) {
                throw gone(ended.get());
            }
        }
    }

    private OperationFailedException gone(Child child) {
        List<String> last = child.lastLines();
        show("live", child.name() + " has ended with " + child.exitCode() + "; its last lines:");
        last.forEach(line -> show("live", "  " + line));
        return new OperationFailedException(
                "Cannot go on: " + child.name() + " has ended with " + child.exitCode(),
                "Its last lines are above; the others were stopped.");
    }

    /** Stops them one after the other in the order in which they were started, those that make events first. */
    @Override
    public void close() {
        for (Child child : children) {
            child.stop();
            child.awaitEnd(PATIENCE);
        }
    }
}
