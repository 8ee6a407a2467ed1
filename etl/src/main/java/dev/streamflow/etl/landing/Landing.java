package dev.streamflow.etl.landing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The landing zone, read as {@code docs/landing.md} says: what a commit lists is there, nothing else is. */
public final class Landing {
    private static final int VERSION = 1;
    private static final Pattern COMMIT = Pattern.compile("commit-(\\d{6,9})\\.json");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final Path folder;
    private final Configuration configuration;

    public Landing(String folder, Configuration configuration) {
        this.folder = new Path(folder);
        this.configuration = configuration;
    }

    /** @throws CommandException if there is no such folder */
    public Landing existing() {
        try {
            if (folder.getFileSystem(configuration).getFileStatus(folder).isDirectory()) {
                return this;
            }
            throw absent("it is not a folder", null);
        } catch (FileNotFoundException e) {
            throw absent("there is no such folder", e);
        } catch (IOException e) {
            throw absent(e.getMessage(), e);
        }
    }

    private CommandException absent(String reason, Exception cause) {
        return new UsageException(
                "Cannot read landing " + folder + ": " + reason,
                "`streamflow land` fills it; --landing says where it is.",
                cause);
    }

    /**
     * Sees that the files are there in the length that they were committed with.
     *
     * @throws CommandException naming the first that is not
     */
    public void verify(List<LandedFile> files) {
        for (LandedFile file : files) {
            Path path = new Path(file.path());
            try {
                long bytes =
                        path.getFileSystem(configuration).getFileStatus(path).getLen();
                if (bytes != file.bytes()) {
                    throw changed(path, "it has " + bytes + " bytes, but was committed with " + file.bytes(), null);
                }
            } catch (FileNotFoundException e) {
                throw changed(path, "it was committed by run " + file.run() + ", but is not there", e);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
            }
        }
    }

    private static CommandException changed(Path path, String reason, Exception cause) {
        return new CheckFailedException(
                "Cannot read " + path + ": " + reason,
                "`streamflow verify` says what else is wrong with this landing.",
                cause);
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
            try {
                require(commit, document);
                document.required("files").forEach(file -> files.add(file(topic, document, file)));
            } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
                throw unreadable(commit, e);
            }
        }
        files.sort(Comparator.comparing(LandedFile::date).thenComparing(LandedFile::path));
        return files;
    }

    /** Another version may mean other things by the same names; a copy under another run's name would double its files. */
    private static void require(Path commit, JsonNode document) {
        long version = number(document, "version");
        if (version != VERSION) {
            throw new IllegalArgumentException("its version is " + version + ", this Streamflow knows " + VERSION);
        } else if (!commit.getName().matches("commit-0*" + number(document, "run") + "\\.json")) {
            throw new IllegalArgumentException("it is about run " + number(document, "run"));
        } else if (!document.required("files").isArray()) {
            throw new IllegalArgumentException("files is no array");
        }
    }

    private LandedFile file(String topic, JsonNode document, JsonNode file) {
        LocalDate date = LocalDate.parse(file.required("date").asText());
        String path = file.required("path").asText();
        if (!path.matches(Pattern.quote("dt=" + date + "/") + "[^/]+")) {
            throw new IllegalArgumentException("file " + path + " is not in dt=" + date);
        }
        return new LandedFile(
                new Path(new Path(folder, topic), path).toString(),
                date,
                number(document, "run"),
                Math.toIntExact(number(file, "partition")),
                number(file, "firstOffset"),
                number(file, "lastOffset"),
                number(file, "records"),
                number(file, "bytes"));
    }

    private static long number(JsonNode object, String name) {
        JsonNode number = object.required(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
            throw new IllegalArgumentException(name + " is no whole number");
        }
        return number.asLong();
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
        return COMMIT.matcher(name).matches();
    }

    private JsonNode read(Path commit) {
        try (InputStream in = commit.getFileSystem(configuration).open(commit)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw unreadable(commit, e);
        }
    }

    private static CommandException unreadable(Path commit, Exception cause) {
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new OperationFailedException(
                "Cannot read " + commit + ": " + message,
                "`streamflow verify` says what else is wrong with this landing.",
                cause);
    }
}
