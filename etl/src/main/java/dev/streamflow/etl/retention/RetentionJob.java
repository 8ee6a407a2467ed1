package dev.streamflow.etl.retention;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.LakeLock;
import dev.streamflow.etl.landing.HadoopLanding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/**
 * Deletes what is older than it has to be kept: first of the lake, then of landing, so that no table outlives what it
 * was made of. One run at a time, and none beside a run of the ETL, changes a lake and the landing that it is made of.
 */
public final class RetentionJob {
    private final RetentionSettings settings;
    private final Lake lake;
    private final Instant now;
    private final List<TopicRetention> topics;

    /** @throws UsageException if lake, landing or a topic are not there, or lie where nothing keeps two runs apart */
    public RetentionJob(RetentionSettings settings, Configuration configuration, Instant now) {
        this.settings = settings;
        this.lake = new Lake(settings.lake(), configuration).requireIntact();
        this.now = now;
        this.topics = settings.isAbout(RetentionZone.LANDING) ? topics(settings, configuration, now) : List.of();
        if (settings.isAbout(RetentionZone.LAKE) && !lake.exists()) {
            throw new UsageException(
                    "Cannot read lake " + lake + ": there is no such folder",
                    "`streamflow etl` fills it; --lake says where it is; `--only landing` needs none.");
        }
    }

    private static List<TopicRetention> topics(RetentionSettings settings, Configuration configuration, Instant now) {
        HadoopLanding landing = new HadoopLanding(settings.landing(), configuration).existing();
        LandingFolder folder = LandingFolder.at(settings.landing(), configuration);
        Set<String> there = new TreeSet<>();
        try {
            there.addAll(folder.folders(""));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + settings.landing() + ": " + e.getMessage(), e);
        }
        there.removeIf(topic -> !landing.has(topic));
        for (String topic : settings.topics()) {
            if (!there.contains(topic)) {
                throw new UsageException(
                        "Cannot retain topic " + topic + ": nothing of it has landed in " + settings.landing(),
                        there.isEmpty() ? null : "There are " + String.join(", ", there) + ".");
            }
        }
        return (settings.topics().isEmpty() ? there : settings.topics())
                .stream()
                        .map(topic -> new TopicRetention(folder, landing.ledger(topic), topic, settings.before(), now))
                        .toList();
    }

    /** What would be deleted; changes nothing. */
    public Deleted look() {
        Optional<DeletedTables> tables = settings.isAbout(RetentionZone.LAKE)
                ? Optional.of(new LakeRetention(lake, settings.before(), now).look())
                : Optional.empty();
        return rest(tables, TopicRetention::look, CsvCopies::look, true);
    }

    /**
     * Deletes it.
     *
     * @param run its name
     * @throws CommandException with what was deleted before
     */
    public Deleted run(String run) {
        if (!lake.exists()) {
            return rest(Optional.empty(), TopicRetention::run, CsvCopies::run, false);
        }
        try (LakeLock lock = LakeLock.take(lake, run)) {
            Optional<DeletedTables> tables = settings.isAbout(RetentionZone.LAKE)
                    ? Optional.of(new LakeRetention(lake, settings.before(), now).run(lock, run))
                    : Optional.empty();
            return rest(tables, TopicRetention::run, CsvCopies::run, false);
        }
    }

    /** A step over one place, which may fail. */
    private interface Step<T, R> {
        R of(T place) throws IOException;
    }

    private Deleted rest(
            Optional<DeletedTables> tables,
            Step<TopicRetention, DeletedTopic> step,
            Step<CsvCopies, DeletedCopies> copiesStep,
            boolean dryRun) {
        List<DeletedTopic> deleted = new ArrayList<>();
        Optional<DeletedCopies> copies = Optional.empty();
        try {
            if (settings.isAbout(RetentionZone.LAKE) && settings.copies().isPresent()) {
                copies = Optional.of(
                        copiesStep.of(new CsvCopies(settings.copies().get(), settings.before())));
            }
            for (TopicRetention topic : topics) {
                deleted.add(step.of(topic));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new OperationFailedException(
                            "Cannot delete what is before " + settings.before() + ": " + e.getMessage(),
                            "Mend it and run the command again: it goes on where this one stopped.",
                            e)
                    .after(Deleted.of(settings, dryRun, tables, copies, deleted));
        } catch (RuntimeException e) {
            throw CommandException.of(e).after(Deleted.of(settings, dryRun, tables, copies, deleted));
        }
        return Deleted.of(settings, dryRun, tables, copies, deleted);
    }
}
