package dev.streamflow.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.cli.Program;
import dev.streamflow.landing.compression.Decompression;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A landing folder and the commands on it, as a person would run them. */
public record Lake(Path root, Path schemas) {
    private static final String SCHEMA = """
            {
              "description": "What happens",
              "type": "object",
              "properties": {
                "id": { "type": "string" },
                "at": { "type": "string", "format": "date-time" }
              },
              "required": ["at"],
              "x-topic": { "name": "$topic", "partitions": 2 },
              "x-event-time": { "field": "at" }
            }
            """;

    /** How a command ended and what it said. */
    public record Outcome(int exitCode, String out, String err) {}

    public static Lake in(Path folder, String topic) {
        try {
            Path schemas = Files.createDirectories(folder.resolve("schemas"));
            Files.writeString(schemas.resolve("happenings.json"), SCHEMA.replace("$topic", topic));
            return new Lake(folder.resolve("landing"), schemas);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Outcome land(String topic, String... more) {
        return run("land", topic, more);
    }

    public Outcome run(String command, String topic, String... more) {
        List<String> args = new ArrayList<>(List.of(command, "--topic", topic, "--landing", root.toString()));
        if (!command.equals("extract")) {
            args.addAll(List.of("--bootstrap-servers", Kafka.servers()));
        }
        if (!command.equals("extract")) {
            args.addAll(List.of("--schemas", schemas.toString()));
        }
        args.addAll(Arrays.asList(more));
        return execute(args.toArray(String[]::new));
    }

    static Outcome execute(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Program.run(IngestProgram.command(), new PrintWriter(out), new PrintWriter(err), args);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /** Every file's bytes by its path. */
    public SortedMap<String, String> tree() {
        SortedMap<String, String> tree = new TreeMap<>();
        for (Path file : files("")) {
            try {
                tree.put(
                        root.relativize(file).toString(),
                        Arrays.hashCode(Files.readAllBytes(file)) + " " + Files.size(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return tree;
    }

    /** The lines of every file whose path contains the text, in the order of the paths. */
    public List<String> lines(String containing) {
        List<String> lines = new ArrayList<>();
        for (Path file : files(containing)) {
            try (InputStream in = Decompression.of(Files.newInputStream(file), file.toString())) {
                lines.addAll(new String(in.readAllBytes(), UTF_8).lines().toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lines;
    }

    public List<Path> files(String containing) {
        try (Stream<Path> files = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(containing))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
