package dev.streamflow.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts {@code ./streamflow}, of which this build has made the jars, as people do. */
final class Launcher {
    /** What has Ctrl-C as a terminal has it: whatever a script starts in the background would ignore it. */
    private static final List<String> TERMINAL = List.of(
            "python3",
            "-c",
            "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])");

    private Launcher() {}

    /**
     * A process that is the command's own, as the launcher puts Java in its place.
     *
     * @param javaOptions without spaces in them
     */
    static ProcessBuilder streamflow(List<String> javaOptions, String command, List<String> arguments)
            throws IOException {
        List<String> all = new ArrayList<>(TERMINAL);
        all.add(Path.of("../streamflow").toRealPath().toString());
        all.add(command);
        all.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("STREAMFLOW_JAVA_OPTIONS", String.join(" ", javaOptions));
        return builder;
    }
}
