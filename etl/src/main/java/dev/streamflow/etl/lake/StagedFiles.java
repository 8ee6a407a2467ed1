package dev.streamflow.etl.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/** Files of a lake by their path in it; an error names the path. */
record StagedFiles(Lake lake) {
    /** A read from the file system. */
    @FunctionalInterface
    interface Reading<T> {
        T of(Path path) throws IOException;
    }

    <T> T read(String relative, Reading<T> reading) {
        try {
            return reading.of(lake.path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + relative + ": " + e.getMessage(), e);
        }
    }

    boolean exists(String relative) {
        return read(relative, lake.fileSystem()::exists);
    }

    /** The files of a folder, by name; none if it is not there. */
    List<Path> list(String relative) {
        return !exists(relative)
                ? List.of()
                : read(
                        relative,
                        folder -> Stream.of(lake.fileSystem().listStatus(folder))
                                .map(FileStatus::getPath)
                                .sorted(Comparator.comparing(Path::getName))
                                .toList());
    }

    /** Writes a text file, flushed to the disk; gives its path. */
    String write(String relative, String content) {
        try (FSDataOutputStream out = lake.fileSystem().create(lake.path(relative), false)) {
            out.write(content.getBytes(UTF_8));
            out.hsync();
            return relative;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + relative + ": " + e.getMessage(), e);
        }
    }

    void copy(String relative, String target) {
        FileSystem files = lake.fileSystem();
        try {
            FileUtil.copy(files, lake.path(relative), files, lake.path(target), false, files.getConf());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + target + ": " + e.getMessage(), e);
        }
    }
}
