package dev.streamflow.producers.replay;

import dev.streamflow.csv.CsvDialect;
import dev.streamflow.csv.EventFile;
import dev.streamflow.csv.EventRows;
import dev.streamflow.csv.FileTally;
import dev.streamflow.csv.Inspection;
import dev.streamflow.csv.RowCounts;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.event.EventStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The rows of files as events, file by file. The time stamp of a record is its event time. A row without a plausible
 * one takes that of the last row of its file that has one, leading rows take the first; in a file without any it is
 * 1970-01-01T00:00:00Z. The same files always give the same records.
 */
public final class Replay implements EventStream, AutoCloseable {
    private final LongPredicate plausible;
    private final boolean loop;
    private final long skipped;
    private final List<EventFile> inputs;
    private final List<Inspection> inspections = new ArrayList<>();
    private final List<FileTally> tallies = new ArrayList<>();
    private int file = -1;
    private EventRows rows;
    private long round;
    private long lastGood;
    private long toSkip;

    /**
     * Reads every file whole: what would make one unusable is found before anything is sent.
     *
     * @param paths files and globs
     * @param skipped so many rows at the beginning are left out, since they have been sent before
     * @throws dev.streamflow.cli.CommandException if a file cannot be read, or is not what the schema and the dialect
     *     say
     */
    public Replay(EventSchema schema, List<String> paths, CsvDialect dialect, boolean loop, long skipped) {
        this.plausible = schema.eventTime().plausible();
        this.loop = loop;
        this.skipped = skipped;
        this.toSkip = skipped;
        this.inputs = InputFiles.find(paths);
        for (EventFile input : inputs) {
            try {
                inspections.add(input.inspect(schema, dialect));
            } catch (IOException | UncheckedIOException e) {
                throw input.unreadable(e);
            }
            tallies.add(new FileTally(input.path()));
        }
    }

    /** How many rows the files have. */
    public long rows() {
        return inspections.stream().mapToLong(Inspection::rows).sum();
    }

    /** How often the files have begun anew. */
    public long round() {
        return round;
    }

    /** The columns of the files that the schema has no field for, in their order. */
    public List<String> ignoredColumns() {
        Set<String> ignored = new LinkedHashSet<>();
        inspections.forEach(inspection -> ignored.addAll(inspection.ignored()));
        return List.copyOf(ignored);
    }

    /** The most columns without a name that a file has. */
    public int unnamedColumns() {
        return inspections.stream().mapToInt(Inspection::unnamed).max().orElse(0);
    }

    @Override
    public boolean next(Event event) {
        while (toSkip > 0) {
            if (!advance(event)) {
                return false;
            }
            toSkip--;
        }
        if (!advance(event)) {
            return false;
        }
        tallies.get(file).add(rows, isGood());
        return true;
    }

    private boolean advance(Event event) {
        while (rows == null || !row(event)) {
            close();
            if (file + 1 == inputs.size()) {
                if (!loop || rows() == 0) {
                    return false;
                }
                file = -1;
                round++;
            }
            open(++file);
        }
        lastGood = isGood() ? rows.micros() : lastGood;
        event.at(lastGood);
        return true;
    }

    private void open(int index) {
        try {
            rows = inspections.get(index).open();
        } catch (IOException | UncheckedIOException e) {
            throw inputs.get(index).unreadable(e);
        }
        lastGood = inspections.get(index).firstGood();
    }

    private boolean row(Event event) {
        try {
            if (!rows.next()) {
                return false;
            }
            event.clear(LocalDate.EPOCH).value().raw(rows.value());
            rows.key().ifPresent(key -> event.writeKey().raw(key));
            return true;
        } catch (IOException | UncheckedIOException e) {
            throw inputs.get(file).unreadable(e);
        }
    }

    private boolean isGood() {
        return rows.micros() != EventRows.NO_TIME && plausible.test(rows.micros());
    }

    @Override
    public String resumption(long done) {
        return loop ? EventStream.super.resumption(done) : "go on with --skip-rows " + (skipped + done);
    }

    /** The file and line of the row. */
    @Override
    public String place(long number) {
        long left = (skipped + number - 1) % Math.max(1, rows()) + 1;
        int index = 0;
        while (left > inspections.get(index).rows()) {
            left -= inspections.get(index++).rows();
        }
        try (EventRows again = inspections.get(index).open()) {
            for (long i = 0; i < left && again.next(); i++) {}
            return "line " + again.line() + " of " + inputs.get(index).path();
        } catch (IOException | UncheckedIOException e) {
            return "row " + left + " of " + inputs.get(index).path();
        }
    }

    public RowCounts counts() {
        RowCounts finished = tallies.stream().map(FileTally::counts).reduce(RowCounts.NONE, RowCounts::plus);
        return rows == null ? finished : finished.plus(FileTally.skipped(rows));
    }

    /** What was read, file by file. */
    public List<FileTally> files() {
        return List.copyOf(tallies);
    }

    /** Counts what was read of the file at hand and leaves it. */
    @Override
    public void close() {
        if (rows != null) {
            tallies.get(file).finish(rows);
            try {
                rows.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            rows = null;
        }
    }
}
