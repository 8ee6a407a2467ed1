package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code etl} command as a person calls it, in this JVM.
 *
 * @param result the last line of standard output
 */
record EtlRun(int exitCode, JsonNode result, String err) {
    static EtlRun etl(Path landing, Path lake, String... args) {
        return etl(landing, lake, Path.of("../schemas"), args);
    }

    static EtlRun etl(Path landing, Path lake, Path schemas, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (!all.contains("--products")) {
            all.addAll(List.of("--products", "../data/reference/products.csv"));
        }
        return command("etl", landing, lake, schemas, all);
    }

    /** The {@code due} command, likewise. */
    static EtlRun due(Path landing, Path lake, Path schemas, String... args) {
        return command("due", landing, lake, schemas, List.of(args));
    }

    private static EtlRun command(String name, Path landing, Path lake, Path schemas, List<String> args) {
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(List.of("--landing", landing.toString(), "--lake", lake.toString()));
        all.addAll(List.of("--schemas", schemas.toString()));
        all.addAll(args);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Program.run(
                new EtlProgram(), new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return new EtlRun(exitCode, lastLine(out.toString()), err.toString());
    }

    EtlRun succeeded() {
        assertThat(exitCode).as(err).isZero();
        return this;
    }

    /** The balance of a topic on the run's first date. */
    JsonNode topic(String topic) {
        for (JsonNode balance : result.path("dates").path(0).path("topics")) {
            if (balance.path("topic").asText().equals(topic)) {
                return balance;
            }
        }
        throw new AssertionError("there is no balance of " + topic + " in " + result);
    }

    private static JsonNode lastLine(String out) {
        try {
            List<String> lines = out.lines().toList();
            return new ObjectMapper().readTree(lines.isEmpty() ? "{}" : lines.get(lines.size() - 1));
        } catch (java.io.IOException e) {
            throw new AssertionError("the last line of standard output is no JSON: " + out, e);
        }
    }
}
