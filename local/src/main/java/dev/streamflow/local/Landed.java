package dev.streamflow.local;

import dev.streamflow.ingest.ledger.LandingLedger;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.ingest.storage.StorageFactory;
import dev.streamflow.landing.ledger.Commit;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that has landed of a topic, by its commits.
 *
 * @param offsets how many offsets were read over: records, and the markers of transactions
 * @param dates landed records by event date
 */
record Landed(long offsets, long read, long landed, long rejected, long tombstones, SortedMap<LocalDate, Long> dates) {
    /** By topic, in the order given. */
    static Map<String, Landed> of(Path landing, List<String> topics) {
        Map<String, Landed> landed = new LinkedHashMap<>();
        try (Storage storage = StorageFactory.at(landing.toString())) {
            topics.forEach(topic -> landed.put(topic, of(new LandingLedger(storage, topic))));
        }
        return landed;
    }

    /** The dates of all of them, ascending. */
    static List<LocalDate> dates(Collection<Landed> topics) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        topics.forEach(landed -> dates.addAll(landed.dates().keySet()));
        return List.copyOf(dates);
    }

    private static Landed of(LandingLedger ledger) {
        long offsets = 0;
        long read = 0;
        long landed = 0;
        long rejected = 0;
        long tombstones = 0;
        SortedMap<LocalDate, Long> dates = new TreeMap<>();
        for (int run : ledger.runs().decided()) {
            Commit commit = ledger.commit(run);
            offsets += commit.partitions().stream()
                    .mapToLong(counts -> counts.end() - counts.start())
                    .sum();
            read += commit.read();
            landed += commit.landed();
            rejected += commit.rejected();
            tombstones += commit.tombstones();
            commit.dates().forEach(date -> dates.merge(date.date(), date.records(), Long::sum));
        }
        return new Landed(offsets, read, landed, rejected, tombstones, dates);
    }
}
