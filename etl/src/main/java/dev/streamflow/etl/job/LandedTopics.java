package dev.streamflow.etl.job;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CheckFailedException.Finding;
import dev.streamflow.etl.landing.CommittedFile;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.landing.LandedDates;
import dev.streamflow.etl.landing.LandedDates.DeletedDate;
import dev.streamflow.etl.landing.LandingSummaries;
import dev.streamflow.etl.landing.RunNumbers;
import dev.streamflow.etl.ledger.LakeState;
import dev.streamflow.events.model.EventSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A snapshot of what has landed, of the topics of a run. */
final class LandedTopics {
    private final HadoopLanding landing;
    private final Map<EventSchema, LandedDates> topics = new LinkedHashMap<>();

    private LandedTopics(HadoopLanding landing) {
        this.landing = landing;
    }

    static LandedTopics of(HadoopLanding landing, List<EventSchema> schemas, LandingSummaries summaries) {
        LandedTopics landed = new LandedTopics(landing);
        schemas.forEach(
                schema -> landed.topics.put(schema, landing.dates(schema.topic().name(), summaries)));
        return landed;
    }

    /**
     * Checks that nothing of these dates was deleted: what is left of one would replace the whole of it.
     *
     * @throws CheckFailedException naming the first date whose landing retention has deleted
     */
    void requireNotDeleted(List<LocalDate> dates) {
        for (LocalDate date : dates) {
            topics.forEach((schema, landed) -> landed.deleted(date).ifPresent(deleted -> {
                throw deleted(date, schema.topic().name(), deleted, landed.runs(date));
            }));
        }
    }

    private static CheckFailedException deleted(LocalDate date, String topic, DeletedDate deleted, RunNumbers left) {
        return new CheckFailedException(
                "Cannot compute " + date + ": its landing of " + topic + " was "
                        + deleted.cut().said(),
                "Ask for " + deleted.cut().before() + " and later. To have the date again, land " + topic
                        + " into another folder, as far as Kafka still has it, and compute from there (--landing)."
                        + " An earlier `retain --before` keeps more the next time.",
                new Finding(
                        "landing runs of " + topic + " on " + date,
                        deleted.runs().and(left).toString(),
                        left.toString(),
                        List.of()));
    }

    /** Those of these dates whose landing, or some of it, retention has deleted. */
    Set<LocalDate> deleted(List<LocalDate> dates) {
        return dates.stream()
                .filter(date -> topics.values().stream()
                        .anyMatch(landed -> landed.deleted(date).isPresent()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Checks that every landing run that published tables were made of is still there.
     *
     * @throws CheckFailedException naming the landing runs that are missing
     */
    void requirePublishedRuns(LakeState published, List<LocalDate> dates) {
        for (LocalDate date : dates) {
            if (published.retained(date).isPresent()) {
                // No table of it is there that less could replace.
                continue;
            }
            topics.forEach((schema, landed) -> {
                String topic = schema.topic().name();
                RunNumbers before = published.date(date).runs(topic);
                RunNumbers missing = before.without(landed.runs(date));
                if (!missing.isEmpty()) {
                    throw less(date, topic, before, landed.runs(date), missing);
                }
            });
        }
    }

    private static CheckFailedException less(
            LocalDate date, String topic, RunNumbers before, RunNumbers now, RunNumbers missing) {
        return new CheckFailedException(
                "Cannot compute " + date + ": landing lacks run " + missing + " of " + topic
                        + ", which its published tables were made of",
                "Is this the right --landing? `streamflow verify` says what is missing. The published tables stay as they are.",
                new Finding("landing runs of " + topic + " on " + date, before.toString(), now.toString(), List.of()));
    }

    /** What has landed, by topic. */
    Map<String, LandedDates> byTopic() {
        Map<String, LandedDates> byTopic = new TreeMap<>();
        topics.forEach((schema, landed) -> byTopic.put(schema.topic().name(), landed));
        return byTopic;
    }

    /** Through which instant each topic is landed; topics of which that is not known are left out. */
    Map<String, Instant> through() {
        Map<String, Instant> through = new TreeMap<>();
        byTopic().forEach((topic, landed) -> landed.through().ifPresent(instant -> through.put(topic, instant)));
        return through;
    }

    /** A batch of the first of these dates that have landed. */
    Optional<DateBatch> firstBatch(List<LocalDate> dates) {
        List<LocalDate> candidates = dates.stream()
                .filter(date -> topics.values().stream()
                        .anyMatch(landed -> !landed.runs(date).isEmpty()))
                .limit(DateBatch.MAX_DATES)
                .toList();
        Map<EventSchema, List<CommittedFile>> files = new LinkedHashMap<>();
        topics.forEach((schema, landed) ->
                files.put(schema, landing.files(schema.topic().name(), landed, candidates)));
        return DateBatch.of(files).stream().findFirst();
    }
}
