package dev.streamflow.etl.landing;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The ledger of one landed topic: its commits, none of which ever changes. */
final class TopicLedger {
    private static final Pattern DOCUMENT = Pattern.compile("(plan|commit)-(\\d{6,9})\\.json");

    private final FileSystem files;
    private final Path topic;
    private final Path folder;

    TopicLedger(FileSystem files, Path topic) {
        this.files = files;
        this.topic = topic;
        this.folder = new Path(topic, "_ledger");
    }

    /**
     * What a run has committed.
     *
     * @param sha256 of the document's bytes
     */
    record Commit(long run, String sha256, List<LandedFile> files) {}

    /** The runs there are: planned or committed. */
    record Runs(SortedSet<Long> planned, SortedSet<Long> committed) {
        long last() {
            return Math.max(planned.isEmpty() ? 0 : planned.last(), committed.isEmpty() ? 0 : committed.last());
        }
    }

    boolean hasCommit() {
        try {
            // Nearly always; otherwise all names have to be listed.
            if (files.exists(path("commit", 1))) {
                return true;
            }
            RemoteIterator<FileStatus> documents = files.listStatusIterator(folder);
            while (documents.hasNext()) {
                Matcher name = DOCUMENT.matcher(documents.next().getPath().getName());
                if (name.matches() && name.group(1).equals("commit")) {
                    return true;
                }
            }
            return false;
        } catch (FileNotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    Runs runs() {
        Runs runs = new Runs(new TreeSet<>(), new TreeSet<>());
        try {
            for (FileStatus status : files.listStatus(folder)) {
                Matcher name = DOCUMENT.matcher(status.getPath().getName());
                if (name.matches()) {
                    (name.group(1).equals("plan") ? runs.planned() : runs.committed())
                            .add(Long.parseLong(name.group(2)));
                }
            }
            return runs;
        } catch (FileNotFoundException e) {
            return runs;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    boolean isPlanned(long run) {
        Path plan = path("plan", run);
        try {
            return files.exists(plan);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + plan + ": " + e.getMessage(), e);
        }
    }

    /**
     * The commit of a run, if it has one.
     *
     * @throws CommandException if it cannot be read or is not what a commit must be
     */
    Optional<Commit> commit(long run) {
        Path path = path("commit", run);
        try (InputStream in = files.open(path)) {
            byte[] bytes = in.readAllBytes();
            return Optional.of(new Commit(run, sha256(bytes), CommitReader.files(topic, run, bytes)));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * The commit of a run that has one.
     *
     * @throws CommandException if it is not there any more
     */
    Commit required(long run) {
        return commit(run)
                .orElseThrow(() -> new CheckFailedException(
                        "Cannot read " + path("commit", run) + ": it was there before, but is not any more",
                        "`streamflow verify` says what else is missing in this landing."));
    }

    private static CommandException unreadable(Path commit, Exception cause) {
        return new OperationFailedException(
                "Cannot read " + commit + ": "
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
                "`streamflow verify` says what else is wrong with this landing.",
                cause);
    }

    private Path path(String kind, long run) {
        return new Path(folder, "%s-%06d.json".formatted(kind, run));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
