package dev.streamflow.producers.replay;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A file to be replayed. Gzip is told by its magic number, JSON lines by the name or by the first character. */
record Input(Path file) {
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

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

    /** Its bytes, unzipped. */
    InputStream open() throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        stream.mark(2);
        boolean gzip = stream.read() == GZIP_FIRST && stream.read() == GZIP_SECOND;
        stream.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(stream, BUFFER), BUFFER) : stream;
    }

    boolean isJsonLines() {
        String name = file.getFileName().toString().replaceFirst("\\.gz$", "");
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return true;
        } else if (name.endsWith(".csv")) {
            return false;
        }
        try (InputStream stream = open()) {
            return stream.read() == '{';
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    CommandException unreadable(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = cause instanceof CharacterCodingException
                ? "it holds bytes that its encoding does not have; --encoding says which it is, such as ISO-8859-1"
                : cause.getMessage();
        return new OperationFailedException("Cannot read " + file + ": " + reason, null, failure);
    }
}
