package dev.streamflow.landing.ledger;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** What retention has deleted of a topic so far, over all of its entries. */
public final class Retentions {
    /** Nothing was ever deleted. */
    public static final Retentions NONE = new Retentions(List.of());

    private final List<Retention> entries;
    private final Map<LocalDate, Set<Integer>> runs = new HashMap<>();
    private final Set<Integer> undated = new HashSet<>();
    private final NavigableMap<LocalDate, Retention> latest = new TreeMap<>();

    /** @param entries in their order */
    public Retentions(Collection<Retention> entries) {
        this.entries = List.copyOf(entries);
        for (Retention entry : this.entries) {
            for (DeletedFiles deleted : entry.dates()) {
                runs.computeIfAbsent(deleted.date(), date -> new HashSet<>()).addAll(deleted.runs());
                latest.put(deleted.date(), entry);
            }
            if (entry.undated() != null) {
                undated.addAll(entry.undated().runs());
            }
        }
    }

    public List<Retention> entries() {
        return entries;
    }

    /** The number of the next entry. */
    public int next() {
        return entries.isEmpty() ? 1 : entries.get(entries.size() - 1).number() + 1;
    }

    /** Whether an entry deletes a file that the run's commit lists; it may still be there. */
    public boolean hasDeleted(int run, LandedFile file) {
        return (file.date() == null ? undated : runs.getOrDefault(file.date(), Set.of())).contains(run);
    }

    /**
     * Of each event date from the first to the last of these, both included, the last entry that deletes files of it.
     */
    public NavigableMap<LocalDate, Retention> between(LocalDate first, LocalDate last) {
        return latest.subMap(first, true, last, true);
    }
}
