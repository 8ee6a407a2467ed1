package dev.streamflow.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person watches standard error. */
final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    static boolean isStandardError() {
        String kind = System.getenv("TERM");
        if (JsonLog.isInstalled() || kind == null || kind.equals("dumb")) {
            return false;
        }
        try {
            return Files.isSymbolicLink(STANDARD_ERROR)
                    ? Files.readSymbolicLink(STANDARD_ERROR).toString().matches("/dev/(pts/|tty|console).*")
                    : isConsole();
        } catch (IOException e) {
            return isConsole();
        }
    }

    /**
     * Where the system does not say more: standard input and output are a terminal. Since Java 22 there is always a
     * console.
     */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isConsole() {
        Console console = System.console();
        try {
            return console != null
                    && (Runtime.version().feature() < 22
                            || (boolean) Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
