package dev.streamflow.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** What a command printed and how it ended. */
record Recorded(int exitCode, String out, String err) {
    static Recorded run(Object command, String... args) {
        return run(Map.of(), command, args);
    }

    static Recorded run(Map<String, String> environment, Object command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Program.run(command, new PrintWriter(out), new PrintWriter(err), environment, args);
        return new Recorded(exitCode, out.toString(), err.toString());
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
