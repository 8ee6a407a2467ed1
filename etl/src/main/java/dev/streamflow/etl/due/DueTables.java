package dev.streamflow.etl.due;

import dev.streamflow.etl.due.DueDate.Reason;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.gold.TrailingTable;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.landing.LandedDates;
import dev.streamflow.etl.landing.LandedDates.DeletedDate;
import dev.streamflow.etl.landing.RetentionCut;
import dev.streamflow.etl.landing.RunNumbers;
import dev.streamflow.etl.ledger.LakeState;
import dev.streamflow.etl.ledger.PublishedDate;
import dev.streamflow.etl.ledger.PublishedDate.PublishedTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the tables of a date that do not hold all that has landed. */
public final class DueTables {
    private final Map<String, LandedDates> landed;
    private final Collection<GoldTable> tables;
    private final LakeState published;
    private final Lake lake;

    /**
     * @param landed by topic
     * @param tables of gold that should exist
     */
    public DueTables(Map<String, LandedDates> landed, Collection<GoldTable> tables, LakeState published, Lake lake) {
        this.landed = new TreeMap<>(landed);
        this.tables = List.copyOf(tables);
        this.published = published;
        this.lake = lake;
    }

    /**
     * Why a date has to be computed; empty if it does not.
     *
     * @param looking whether to check in the file system that the tables exist
     */
    public Optional<DueDate> of(LocalDate date, boolean looking) {
        if (published.retained(date).isPresent()) {
            return Optional.of(deleted(date));
        }
        PublishedDate before = published.date(date);
        DueReasons reasons = new DueReasons();
        List<String> topics =
                landed.keySet().stream().filter(topic -> has(topic, date)).toList();
        for (String topic : topics) {
            if (before.runs(topic).isEmpty()) {
                reasons.topic(DueDate.NEVER_COMPUTED, topic);
            } else if (reasons.unread(topic, landed.get(topic).runs(date), before.runs(topic))) {
                reasons.topic(DueDate.MORE_LANDED, topic);
            } else if (looking && !lake.has(Zone.SILVER, topic, date)) {
                reasons.topic(DueDate.TABLE_MISSING, topic);
            }
        }
        tables.stream()
                .filter(table -> topics.containsAll(table.topics()))
                .forEach(table -> table(table, date, before, looking, reasons));
        List<Reason> whys = reasons.list();
        return whys.isEmpty() ? Optional.empty() : Optional.of(new DueDate(date, records(date), whys));
    }

    /** What has landed of a date, by topic. */
    public SortedMap<String, Long> records(LocalDate date) {
        SortedMap<String, Long> records = new TreeMap<>();
        landed.forEach((topic, dates) -> {
            if (has(topic, date)) {
                records.put(topic, dates.records(date));
            }
        });
        return records;
    }

    boolean isPublished(LocalDate date) {
        return published.dates().containsKey(date);
    }

    /** Those whose tables are there. */
    Collection<LocalDate> publishedDates() {
        return published.dates().keySet().stream()
                .filter(date -> published.retained(date).isEmpty())
                .toList();
    }

    private void table(GoldTable table, LocalDate date, PublishedDate before, boolean looking, DueReasons reasons) {
        PublishedTable made = before.tables().get(table.name());
        if (table.topics().stream().anyMatch(topic -> before.runs(topic).isEmpty())) {
            reasons.table(DueDate.NEVER_COMPUTED, table.name());
        } else if (made == null || (looking && !lake.has(Zone.GOLD, table.name(), date))) {
            reasons.table(DueDate.TABLE_MISSING, table.name());
        } else {
            for (String topic : table.topics()) {
                RunNumbers read = made.runs().getOrDefault(topic, RunNumbers.NONE);
                if (reasons.unread(topic, landed.get(topic).runs(date), read)) {
                    reasons.table(DueDate.MORE_LANDED, table.name());
                }
            }
        }
    }

    /** Whether anything of a date has landed. */
    public boolean hasLanded(LocalDate date) {
        return landed.keySet().stream().anyMatch(topic -> has(topic, date));
    }

    private boolean has(String topic, LocalDate date) {
        return !landed.get(topic).runs(date).isEmpty();
    }

    /** Every date of which something has landed that is there, ascending. */
    Collection<LocalDate> landedDates() {
        TreeSet<LocalDate> dates = new TreeSet<>();
        landed.values().forEach(topic -> dates.addAll(topic.dates().keySet()));
        return dates;
    }

    private DueDate deleted(LocalDate date) {
        List<String> topics =
                landed.keySet().stream().filter(topic -> has(topic, date)).toList();
        List<String> made = tables.stream()
                .filter(table -> topics.containsAll(table.topics()))
                .map(GoldTable::name)
                .sorted()
                .toList();
        return new DueDate(date, records(date), List.of(new Reason(DueDate.DELETED, topics, made, new TreeMap<>())));
    }

    /** Whether some of a date's landing is deleted, so that the date can never be computed whole again. */
    public boolean isBeyondRetention(LocalDate date) {
        return landed.values().stream().anyMatch(topic -> topic.deleted(date).isPresent());
    }

    /** What is known of a date that retention has deleted, of landing or of the lake; empty for any other. */
    public Optional<RetainedDate> retained(LocalDate date) {
        return landed.values().stream()
                .flatMap(topic -> topic.deleted(date).stream())
                .map(DeletedDate::cut)
                .max(Comparator.comparing(RetentionCut::at))
                .or(() -> published.retained(date))
                .map(cut -> new RetainedDate(date, cut, lateRecords(date), lateRuns(date)));
    }

    private SortedMap<String, RunNumbers> lateRuns(LocalDate date) {
        SortedMap<String, RunNumbers> late = new TreeMap<>();
        landed.forEach((topic, dates) -> {
            RunNumbers since = dates.runs(date).without(published.date(date).runs(topic));
            if (!since.isEmpty()) {
                late.put(topic, since);
            }
        });
        return late;
    }

    private SortedMap<String, Long> lateRecords(LocalDate date) {
        SortedMap<String, Long> late = new TreeMap<>();
        lateRuns(date).keySet().forEach(topic -> {
            boolean readIsThere = landed.get(topic).deleted(date).isEmpty();
            long read = readIsThere ? published.date(date).landed(topic) : 0;
            late.put(topic, landed.get(topic).records(date) - read);
        });
        return late;
    }

    /** The trailing tables of a published date that read one of these. */
    List<String> reading(Collection<LocalDate> computed, LocalDate reader) {
        List<String> reading = new ArrayList<>();
        for (GoldTable table : tables) {
            if (table instanceof TrailingTable trailing
                    && published.date(reader).tables().containsKey(table.name())
                    && computed.stream()
                            .anyMatch(date -> reader.isAfter(date)
                                    && !date.isBefore(trailing.readsFrom(reader))
                                    && !reader.isAfter(trailing.readUntil(date)))) {
                reading.add(table.name());
            }
        }
        return reading;
    }
}
