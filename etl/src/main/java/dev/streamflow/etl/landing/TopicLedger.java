package dev.streamflow.etl.landing;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.InvalidLedgerException;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.LedgerJson;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Retention;
import dev.streamflow.landing.ledger.Retentions;
import dev.streamflow.landing.ledger.Runs;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The ledger of one landed topic, wherever Hadoop finds it: documents none of which ever changes. */
public final class TopicLedger {
    private final FileSystem files;
    private final Path landing;
    private final String topic;

    /** @param landing the landing's folder */
    TopicLedger(FileSystem files, Path landing, String topic) {
        this.files = files;
        this.landing = landing;
        this.topic = topic;
    }

    /**
     * What a run has committed.
     *
     * @param sha256 of the document's bytes
     * @param files with landed records
     */
    public record RunCommit(long run, String sha256, Commit commit, List<CommittedFile> files) {}

    boolean hasCommit() {
        Path folder = new Path(landing, LandingLayout.ledger(topic));
        try {
            // Nearly always; otherwise all names have to be listed.
            if (files.exists(new Path(landing, LandingLayout.commit(topic, 1)))) {
                return true;
            }
            RemoteIterator<FileStatus> documents = files.listStatusIterator(folder);
            while (documents.hasNext()) {
                if (LandingLayout.commit(documents.next().getPath().getName()).isPresent()) {
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

    /** The runs there are. */
    public Runs runs() {
        Path folder = new Path(landing, LandingLayout.ledger(topic));
        try {
            return Runs.of(Stream.of(files.listStatus(folder))
                    .map(document -> document.getPath().getName())
                    .toList());
        } catch (FileNotFoundException e) {
            return Runs.of(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    boolean isPlanned(long run) {
        Path plan = new Path(landing, LandingLayout.plan(topic, Math.toIntExact(run)));
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
    public Optional<RunCommit> commit(long run) {
        int number = Math.toIntExact(run);
        return read(LandingLayout.commit(topic, number), (bytes, path) -> {
            Commit commit = LedgerJson.commit(bytes, path, topic, number);
            Path folder = new Path(landing, topic);
            List<CommittedFile> listed = commit.files().stream()
                    .map(file -> CommittedFile.of(folder, run, file))
                    .toList();
            return new RunCommit(run, sha256(bytes), commit, listed);
        });
    }

    /**
     * When a run was planned.
     *
     * @throws CommandException if its plan is not there, cannot be read or is not what a plan must be
     */
    public Instant plannedAt(int run) {
        return plan(run)
                .map(Plan::createdAt)
                .orElseThrow(() -> unreadable(
                        "Cannot read " + new Path(landing, LandingLayout.plan(topic, run)) + ": it is not there",
                        null));
    }

    /**
     * What a run was to read, if its plan is there.
     *
     * @throws CommandException if it cannot be read or is not what a plan must be
     */
    Optional<Plan> plan(int run) {
        return read(LandingLayout.plan(topic, run), (bytes, path) -> LedgerJson.plan(bytes, path, topic, run));
    }

    /**
     * An entry of retention, if there is one of that number.
     *
     * @throws CommandException if it cannot be read or is not what an entry must be
     */
    Optional<Retention> retention(int number) {
        return read(
                LandingLayout.retention(topic, number),
                (bytes, path) -> LedgerJson.retention(bytes, path, topic, number));
    }

    /**
     * The entries of retention with higher numbers than this one, in their order; they have no gaps, so none is listed.
     */
    List<Retention> retentionsAfter(int number) {
        List<Retention> entries = new ArrayList<>();
        Optional<Retention> next = retention(number + 1);
        while (next.isPresent()) {
            entries.add(next.get());
            next = retention(next.get().number() + 1);
        }
        return entries;
    }

    /** All that retention has deleted. */
    public Retentions retentions() {
        return new Retentions(retentionsAfter(0));
    }

    private <T> Optional<T> read(String relative, BiFunction<byte[], String, T> document) {
        Path path = new Path(landing, relative);
        try (InputStream in = files.open(path)) {
            return Optional.of(document.apply(in.readAllBytes(), path.toString()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (InvalidLedgerException e) {
            throw unreadable(e.getMessage(), e);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw unreadable("Cannot read " + path + ": " + reason, e);
        }
    }

    /**
     * The commit of a run that has one.
     *
     * @throws CommandException if it is not there any more
     */
    RunCommit required(long run) {
        return commit(run)
                .orElseThrow(() -> new CheckFailedException(
                        "Cannot read " + new Path(landing, LandingLayout.commit(topic, Math.toIntExact(run)))
                                + ": it was there before, but is not any more",
                        "`streamflow verify` says what else is missing in this landing."));
    }

    private static CommandException unreadable(String message, Exception cause) {
        return new OperationFailedException(
                message, "`streamflow verify` says what else is wrong with this landing.", cause);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
