package dev.streamflow.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** The result of a command: the last line of standard output, one JSON object, as Airflow and {@code jq} take it. */
public final class Result {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Result() {}

    /** Prints a record or a map; keys in their order, times in ISO 8601. */
    public static void print(CommandSpec spec, Object result) {
        print(spec.commandLine().getOut(), result);
    }

    static void print(PrintWriter out, Object result) {
        out.println(json(result));
        out.flush();
    }

    private static String json(Object result) {
        try {
            return JSON.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write the result as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
