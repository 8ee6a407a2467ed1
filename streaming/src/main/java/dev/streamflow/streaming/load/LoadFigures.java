package dev.streamflow.streaming.load;

import dev.streamflow.streaming.load.FileOutcome.State;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was loaded since the start, for the status and the result. */
final class LoadFigures {
    private final Map<State, Long> files = new EnumMap<>(State.class);
    private long rows;
    private long inserted;
    private long duplicates;
    private long quarantined;

    synchronized void add(List<FileOutcome> outcomes) {
        for (FileOutcome outcome : outcomes) {
            files.merge(outcome.state(), 1L, Long::sum);
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
