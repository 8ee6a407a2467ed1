package dev.streamflow.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * The main of a process that shall not outlive the one that has started it: it runs another main, and ends as on a
 * signal when its standard input ends, which it does with the other process, however that ends.
 */
public final class Attached {
    private Attached() {}

    /** @param args the name of the other main's class, and its arguments */
    public static void main(String... args) throws ReflectiveOperationException {
        Thread watch = new Thread(Attached::awaitEnd, "attached");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Cannot run " + args[0], e.getCause());
        }
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; the end is what is waited for.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        System.exit(0);
    }
}
