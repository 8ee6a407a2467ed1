package dev.streamflow.streaming.load;

import dev.streamflow.streaming.load.FileOutcome.State;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was loaded since the start, for the status and the result. A batch in whose middle the database went away comes
 * again, with the same files.
 */
final class LoadFigures {
    private final Map<State, Long> files = new EnumMap<>(State.class);
    /** Files of a batch that comes again, by what became of them in an earlier try. */
    private final Set<String> settled = new HashSet<>();

    private final Set<String> undecided = new HashSet<>();
    private long rows;
    private long inserted;
    private long duplicates;
    private long quarantined;

    /**
     * Counts what a try of a batch has brought.
     *
     * @return those that no earlier try of the batch has brought
     */
    synchronized List<FileOutcome> add(List<FileOutcome> outcomes) {
        List<FileOutcome> fresh = outcomes.stream()
                .filter(outcome -> !settled.contains(outcome.file()))
                .toList();
        fresh.forEach(this::count);
        fresh.forEach(outcome -> (outcome.state() == State.UNAVAILABLE ? undecided : settled).add(outcome.file()));
        if (outcomes.stream().noneMatch(outcome -> outcome.state() == State.UNAVAILABLE)) {
            settled.clear();
            undecided.clear();
        }
        return fresh;
    }

    private void count(FileOutcome outcome) {
        // The answer to a commit may be lost although it was done.
        boolean isOurs = outcome.state() == State.KNOWN && undecided.contains(outcome.file());
        State state = isOurs ? State.LOADED : outcome.state();
        files.merge(state, 1L, Long::sum);
        if (state == State.LOADED) {
            rows += outcome.rows();
            inserted += outcome.inserted();
            duplicates += outcome.duplicates();
            quarantined += outcome.quarantined();
        }
    }

    synchronized Map<String, Object> map() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("files", of(State.LOADED));
        figures.put("rows", rows);
        figures.put("inserted", inserted);
        figures.put("duplicates", duplicates);
        figures.put("quarantined", quarantined);
        figures.put("filesKnown", of(State.KNOWN));
        figures.put("filesRefused", of(State.REFUSED));
        figures.put("filesChanged", of(State.CHANGED));
        figures.put("filesMissing", of(State.MISSING));
        return figures;
    }

    private long of(State state) {
        return files.getOrDefault(state, 0L);
    }
}
