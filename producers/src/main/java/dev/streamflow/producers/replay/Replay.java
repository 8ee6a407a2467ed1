package dev.streamflow.producers.replay;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.streamflow.events.EventSchema;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.event.EventStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The rows of files as events, file by file. The time stamp of a record is its event time; where that cannot be read or lies outside
 * what the schema takes for real, the last one that could in the file, before the first of them that first one, and in a file without
 * any 1970-01-01T00:00:00Z: the same files always give the same records.
 */
public final class Replay implements EventStream, AutoCloseable {
    private final EventSchema schema;
    private final LongPredicate plausible;
    private final List<Input> inputs;
    private final CsvDialect csv;
    private final boolean loop;
    private final Set<String> ignored = new LinkedHashSet<>();
    private int next;
    private Rows rows;
    private long lastGood;
    private long read;
    private long readThisRound;
    private long untimed;
    private long misshapen;
    private long blank;

    /** @param paths files and globs */
    public Replay(EventSchema schema, List<String> paths, CsvDialect csv, boolean loop) {
        this.schema = schema;
        this.plausible = schema.eventTime().plausible();
        this.inputs = Input.find(paths);
        this.csv = csv;
        this.loop = loop;
    }

    /** Looks into every file for what would make it unusable, before anything is sent. */
    public Replay check() {
        for (Input input : inputs) {
            firstGood(input);
        }
        return this;
    }

    /** The columns of the files seen so far that the schema has no field for, in their order. */
    public List<String> ignoredColumns() {
        return List.copyOf(ignored);
    }

    @Override
    public boolean next(Event event) {
        while (rows == null || !row(event)) {
            finishFile();
            if (next == inputs.size() && loop && readThisRound > 0) {
                next = 0;
                readThisRound = 0;
            }
            if (next == inputs.size()) {
                return false;
            }
            Input input = inputs.get(next++);
            lastGood = firstGood(input);
            rows = open(input);
        }
        read++;
        readThisRound++;
        return true;
    }

    private boolean row(Event event) {
        try {
            if (!rows.next(event.clear(LocalDate.EPOCH))) {
                return false;
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw inputs.get(next - 1).unreadable(e);
        }
        if (isGood(rows.micros())) {
            lastGood = rows.micros();
        } else {
            untimed++;
        }
        event.at(lastGood);
        return true;
    }

    private boolean isGood(long micros) {
        return micros != Rows.NO_TIME && plausible.test(micros);
    }

    /** The first event time of the file: mostly that of its first row. */
    private long firstGood(Input input) {
        Event event = new Event();
        try (Rows some = open(input)) {
            ignored.addAll(some.ignored());
            while (some.next(event.clear(LocalDate.EPOCH))) {
                if (isGood(some.micros())) {
                    return some.micros();
                }
            }
            return 0;
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw input.unreadable(e);
        }
    }

    private Rows open(Input input) {
        try {
            return input.isJsonLines() ? new JsonRows(schema, input) : new CsvRows(schema, input, csv);
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw input.unreadable(e);
        }
    }

    private void finishFile() {
        if (rows != null) {
            misshapen += rows.misshapen();
            blank += rows.blank();
            close();
        }
    }

    public ReplayCounts counts() {
        long here = rows == null ? 0 : rows.misshapen();
        return new ReplayCounts(read, misshapen + here, untimed, blank + (rows == null ? 0 : rows.blank()));
    }

    @Override
    public void close() {
        if (rows != null) {
            try {
                rows.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            rows = null;
        }
    }
}
