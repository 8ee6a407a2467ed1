package dev.streamflow.producers.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.TextEncoding;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file to be replayed: JSON by its name or by its first character, else CSV. */
record Input(Path file) {
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
    private static final int BUFFER = 1 << 16;

    /** The files of these paths and globs; those of one glob in the order of their names. */
    static List<Input> find(List<String> paths) {
        List<Input> inputs = new ArrayList<>();
        for (String path : paths) {
            List<Path> files =
                    Files.exists(Path.of(path)) || !GLOB.matcher(path).find() ? List.of(Path.of(path)) : glob(path);
            if (files.isEmpty() || !Files.isRegularFile(files.get(0))) {
                throw new UsageException("Cannot read " + path + ": there is no such file");
            }
            files.forEach(file -> inputs.add(new Input(file)));
        }
        return inputs;
    }

    private static List<Path> glob(String glob) {
        Path pattern = Path.of(glob);
        Path root = pattern.isAbsolute() ? pattern.getRoot() : Path.of("");
        for (Path part : pattern) {
            if (GLOB.matcher(part.toString()).find()) {
                break;
            }
            root = root.resolve(part);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(matcher::matches)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Its bytes, unpacked. */
    private InputStream open() throws IOException {
        return Packing.unpack(new BufferedInputStream(Files.newInputStream(file), BUFFER));
    }

    /** Its lines, in the encoding that its first bytes or the dialect say. */
    Lines lines(CsvDialect dialect) throws IOException {
        InputStream stream = open();
        TextEncoding encoding = encoding(stream, dialect);
        return new Lines(stream, encoding);
    }

    /** Its text in UTF-8: its own bytes where it is in UTF-8, else recoded. */
    InputStream utf8(CsvDialect dialect) throws IOException {
        InputStream stream = open();
        TextEncoding encoding = encoding(stream, dialect);
        return encoding.charset().equals(UTF_8) ? stream : new RecodedStream(new Lines(stream, encoding));
    }

    /** Reads the byte order mark. */
    private static TextEncoding encoding(InputStream stream, CsvDialect dialect) throws IOException {
        stream.mark(TextEncoding.HEAD);
        byte[] head = stream.readNBytes(TextEncoding.HEAD);
        stream.reset();
        TextEncoding encoding = TextEncoding.detect(head, dialect.encoding().orElse(UTF_8));
        stream.skipNBytes(encoding.mark());
        return new TextEncoding(withoutMark(encoding.charset()), encoding.mark());
    }

    /** Java's UTF-16 and UTF-32 write a mark in front of every text; they read big-endian where there is none. */
    private static Charset withoutMark(Charset charset) {
        return charset.name().equals("UTF-16") || charset.name().equals("UTF-32")
                ? Charset.forName(charset.name() + "BE")
                : charset;
    }

    boolean isJson(CsvDialect dialect) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        if (name.matches(".*\\.(jsonl|ndjson|json)")) {
            return true;
        } else if (name.matches(".*\\.(csv|tsv|tab)")) {
            return false;
        }
        try (InputStream stream = utf8(dialect)) {
            int first = stream.read();
            while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
                first = stream.read();
            }
            return first == '{' || first == '[';
        }
    }

    CommandException unreadable(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = "Cannot read " + file + ": " + cause.getMessage();
        return cause instanceof InputFault fault
                ? new UsageException(message, fault.remedy(), failure)
                : new OperationFailedException(message, null, failure);
    }
}
