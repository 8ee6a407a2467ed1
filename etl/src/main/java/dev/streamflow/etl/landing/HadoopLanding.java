package dev.streamflow.etl.landing;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The landing zone, wherever Hadoop finds it: what a commit lists is there, nothing else is. */
public final class HadoopLanding {
    private final Path folder;
    private final Configuration configuration;

    public HadoopLanding(String folder, Configuration configuration) {
        this.folder = new Path(folder);
        this.configuration = configuration;
    }

    /** @throws CommandException if there is no such folder */
    public HadoopLanding existing() {
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
    public void verify(List<CommittedFile> files) {
        for (CommittedFile file : files) {
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
        return ledger(topic).hasCommit();
    }

    /**
     * Which runs have landed what of a topic.
     *
     * @param summaries where earlier readings may be found and this one is kept
     * @throws CommandException if a commit cannot be read
     */
    public LandedDates dates(String topic, LandingSummaries summaries) {
        return new LandedDatesReader(ledger(topic), summaries, topic).read();
    }

    /**
     * Every file of these dates that the commits of these runs list, by date and path.
     *
     * @param landed what {@link #dates} has found
     * @throws CommandException if a commit cannot be read
     */
    public List<CommittedFile> files(String topic, LandedDates landed, Collection<LocalDate> dates) {
        TopicLedger ledger = ledger(topic);
        SortedSet<Long> runs = new TreeSet<>();
        dates.forEach(date -> runs.addAll(landed.runs(date).numbers()));
        List<CommittedFile> files = new ArrayList<>();
        runs.forEach(run -> files.addAll(ledger.required(run).files()));
        // A run may have files of several dates, of which retention has deleted some.
        files.removeIf(file -> !dates.contains(file.date())
                || !landed.runs(file.date()).numbers().contains(file.run()));
        files.sort(Comparator.comparing(CommittedFile::date).thenComparing(CommittedFile::path));
        return files;
    }

    /** What a topic's runs have planned, committed and deleted. */
    public TopicLedger ledger(String topic) {
        try {
            return new TopicLedger(folder.getFileSystem(configuration), folder, topic);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open " + folder + ": " + e.getMessage(), e);
        }
    }
}
