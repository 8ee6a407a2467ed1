package dev.streamflow.etl.due;

import dev.streamflow.etl.landing.LandedDates;
import dev.streamflow.etl.landing.RunNumbers;
import dev.streamflow.etl.ledger.LakeState;
import dev.streamflow.etl.ledger.PublishedDate;
import dev.streamflow.etl.ledger.PublishedDate.PublishedTopic;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which event dates are complete: published, without a warning, and with every topic landed through the date's end
 * (UTC) and read as far as it has landed.
 *
 * @param landed by topic; of a topic that is not in it, what was known when the date was published counts
 */
public record CompleteDates(LakeState published, Map<String, LandedDates> landed) {
    public CompleteDates {
        landed = new TreeMap<>(landed);
    }

    public boolean has(LocalDate date) {
        return whyNot(date).isEmpty();
    }

    /** For people; empty if the date is complete. */
    public Optional<String> whyNot(LocalDate date) {
        PublishedDate tables = published.dates().get(date);
        if (tables == null || published.retained(date).isPresent()) {
            return Optional.of(tables == null ? "nothing is published" : DueDate.DELETED);
        } else if (!tables.warned().isEmpty()) {
            return Optional.of("warnings about " + String.join(", ", tables.warned()));
        }
        return tables.topics().entrySet().stream()
                .flatMap(topic -> whyNot(date, topic.getKey(), topic.getValue()).stream())
                .findFirst();
    }

    private Optional<String> whyNot(LocalDate date, String topic, PublishedTopic made) {
        LandedDates now = landed.getOrDefault(topic, LandedDates.NONE);
        RunNumbers unread = now.runs(date).without(made.runs());
        if (!unread.isEmpty()) {
            return Optional.of(DueDate.MORE_LANDED + ": " + topic + " run " + unread);
        }
        Instant end = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        boolean reached = made.isLandedThrough(end)
                || now.through().filter(through -> !through.isBefore(end)).isPresent();
        return reached ? Optional.empty() : Optional.of(topic + " is not known to be landed through the date's end");
    }
}
