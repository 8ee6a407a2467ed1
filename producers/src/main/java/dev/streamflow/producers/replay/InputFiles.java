package dev.streamflow.producers.replay;

import dev.streamflow.cli.UsageException;
import dev.streamflow.csv.EventFile;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files to be replayed. */
final class InputFiles {
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

    private InputFiles() {}

    /** The files of these paths and globs; those of one glob in the order of their names. */
    static List<EventFile> find(List<String> paths) {
        List<EventFile> all = new ArrayList<>();
        for (String path : paths) {
            List<Path> files =
                    Files.exists(Path.of(path)) || !GLOB.matcher(path).find() ? List.of(Path.of(path)) : glob(path);
            if (files.isEmpty() || !Files.isRegularFile(files.get(0))) {
                throw new UsageException("Cannot read " + path + ": there is no such file");
            }
            files.forEach(file -> all.add(new EventFile(file)));
        }
        return all;
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
}
