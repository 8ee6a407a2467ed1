package dev.streamflow.etl.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.ExitCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The landing zone, read as {@code docs/landing.md} says: what a commit lists is there, nothing else is. */
public final class Landing {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Configuration configuration;

    public Landing(String folder, Configuration configuration) {
        this.folder = new Path(folder);
        this.configuration = configuration;
    }

    /** The folder of a topic. */
    public String folder(String topic) {
        return new Path(folder, topic).toString();
    }

    /** Whether anything of the topic has been committed. */
    public boolean has(String topic) {
        return !commits(topic).isEmpty();
    }

    /**
     * Every file of the topic that a commit lists, by date and path.
     *
     * @throws CommandException if a commit cannot be read
     */
    public List<LandedFile> files(String topic) {
        List<LandedFile> files = new ArrayList<>();
        for (Path commit : commits(topic)) {
            JsonNode document = read(commit);
            for (JsonNode file : document.path("files")) {
                files.add(new LandedFile(
                        new Path(new Path(folder, topic), file.path("path").asText()).toString(),
                        LocalDate.parse(file.path("date").asText()),
                        document.path("run").asLong(),
                        file.path("records").asLong()));
            }
        }
        files.sort(Comparator.comparing(LandedFile::date).thenComparing(LandedFile::path));
        return files;
    }

    private List<Path> commits(String topic) {
        Path ledger = new Path(new Path(folder, topic), "_ledger");
        try {
            FileSystem system = ledger.getFileSystem(configuration);
            List<Path> commits = new ArrayList<>();
            for (FileStatus status : system.listStatus(ledger, path -> isCommit(path.getName()))) {
                commits.add(status.getPath());
            }
            commits.sort(Comparator.comparing(Path::getName));
            return commits;
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + ledger + ": " + e.getMessage(), e);
        }
    }

    private static boolean isCommit(String name) {
        return name.startsWith("commit-") && name.endsWith(".json");
    }

    private JsonNode read(Path commit) {
        try (InputStream in = commit.getFileSystem(configuration).open(commit)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILURE,
                    "Cannot read " + commit + ": " + e.getMessage(),
                    "`streamflow verify` says what else is wrong with this landing.",
                    e);
        }
    }
}
