package dev.streamflow.streaming.windows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.streaming.query.LiveJson;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/** Says which publication readers take; changed by one rename. */
interface CurrentPointer {
    /** The name of the folder, if there is one. */
    Optional<String> get() throws IOException;

    void set(String folder) throws IOException;

    /** Of a local folder the link {@code current}; elsewhere the file {@code current.json}, as HDFS has no links. */
    static CurrentPointer of(Path output, FileSystem files, Configuration configuration) {
        return files.getUri().getScheme().equals("file")
                ? new Link(java.nio.file.Path.of(output.toUri().getPath()))
                : new Document(output, files, configuration);
    }

    /** @param output a folder of this machine */
    record Link(java.nio.file.Path output) implements CurrentPointer {
        private static final String NAME = "current";

        @Override
        public Optional<String> get() throws IOException {
            try {
                return Optional.of(Files.readSymbolicLink(output.resolve(NAME))
                        .getFileName()
                        .toString());
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }

        @Override
        public void set(String folder) throws IOException {
            java.nio.file.Path next = output.resolve("." + NAME + ".next");
            Files.deleteIfExists(next);
            Files.createSymbolicLink(next, java.nio.file.Path.of(WindowStore.BATCHES, folder));
            Files.move(next, output.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** @param output a folder of another file system */
    record Document(Path output, FileSystem files, Configuration configuration) implements CurrentPointer {
        private static final String NAME = "current.json";

        @Override
        public Optional<String> get() throws IOException {
            try (var in = files.open(new Path(output, NAME))) {
                String folder =
                        (String) LiveJson.read(in.readAllBytes(), Map.class).get("folder");
                return Optional.of(new Path(folder).getName());
            } catch (FileNotFoundException e) {
                return Optional.empty();
            }
        }

        @Override
        public void set(String folder) throws IOException {
            Path next = new Path(output, "." + NAME + ".next");
            try (var out = files.create(next, true)) {
                out.write(LiveJson.of(Map.of("folder", WindowStore.BATCHES + "/" + folder))
                        .getBytes(UTF_8));
            }
            FileContext.getFileContext(files.getUri(), configuration)
                    .rename(next, new Path(output, NAME), Rename.OVERWRITE);
        }
    }
}
