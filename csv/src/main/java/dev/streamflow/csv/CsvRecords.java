package dev.streamflow.csv;

import dev.streamflow.events.json.JsonBytes;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rows of a CSV file: a line each, or several where a quoted cell holds line ends. Where a cell's quotes are wrong,
 * or never close, its first line alone is a row that cannot be read, and the lines behind it are read on their own: no
 * quote swallows the rows that follow it.
 */
final class CsvRecords implements Closeable {
    /** No topic takes so large a record; a quote that is still open then is a stray one. */
    private static final int LONGEST_RECORD = 4 << 20;

    private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\"?sep=(.)\"?");

    private final Lines lines;
    private final CellSplitter splitter;
    private final CellSplitter probe;
    private final int comment;
    private final List<Line> record = new ArrayList<>();
    private final Deque<Line> pending = new ArrayDeque<>();
    private int width;
    private boolean badQuotes;
    private long blank;
    private long comments;

    CsvRecords(Lines lines, CsvDialect dialect, char separator) throws IOException {
        this.lines = lines;
        this.comment = dialect.comment()
                .map(Character::charValue)
                .map(Integer::valueOf)
                .orElse(-1);
        Line first = lines.next();
        var named = SEPARATOR_LINE.matcher(first == null ? "" : first.text());
        boolean isNamed = named.matches();
        char own = isNamed ? named.group(1).charAt(0) : separator;
        this.splitter = new CellSplitter(dialect, own);
        this.probe = new CellSplitter(dialect, own);
        if (first != null && !isNamed) {
            pending.add(first);
        }
    }

    /** Reads the next row; {@code false} at the end. */
    boolean next() throws IOException {
        Line first = first();
        record.clear();
        if (first == null) {
            return false;
        }
        record.add(first);
        CellSplitter.State state = splitter.start(first.text());
        int size = first.bytes().length;
        while (state == CellSplitter.State.OPEN) {
            Line more = size > LONGEST_RECORD ? null : take();
            if (more == null) {
                state = CellSplitter.State.BROKEN;
            } else {
                state = splitter.resume(record.get(record.size() - 1).end(), more.text());
                record.add(more);
                size += more.bytes().length;
            }
        }
        badQuotes = state == CellSplitter.State.BROKEN || hasSwallowedARow();
        while (badQuotes && record.size() > 1) {
            pending.addFirst(record.remove(record.size() - 1));
        }
        return true;
    }

    /** From now on rows of several lines with another number of cells than this are looked at twice. */
    void expect(int cells) {
        width = cells;
    }

    /**
     * Whether a stray quote made one row of two: it has the wrong number of cells, and its second line alone has the
     * right one.
     */
    private boolean hasSwallowedARow() {
        return width > 1
                && record.size() > 1
                && splitter.cells().size() != width
                && probe.start(record.get(1).text()) == CellSplitter.State.COMPLETE
                && probe.cells().size() == width;
    }

    /** The next line with something in it. */
    private Line first() throws IOException {
        Line line = take();
        while (line != null && (line.isBlank() || isComment(line))) {
            blank += line.isBlank() ? 1 : 0;
            comments += line.isBlank() ? 0 : 1;
            line = take();
        }
        return line;
    }

    private boolean isComment(Line line) {
        return comment >= 0 && !line.text().isEmpty() && line.text().charAt(0) == comment;
    }

    private Line take() throws IOException {
        return pending.isEmpty() ? lines.next() : pending.poll();
    }

    /** Its cells; of no use where it {@link #hasBadQuotes}. */
    List<String> cells() {
        return splitter.cells();
    }

    boolean hasBadQuotes() {
        return badQuotes;
    }

    /** How many lines it takes. */
    int lines() {
        return record.size();
    }

    /** Its first line. */
    Line line() {
        return record.get(0);
    }

    /** The first of its lines with bytes that the encoding does not have; {@code null} where there is none. */
    Line broken() {
        return record.stream().filter(Line::isBroken).findFirst().orElse(null);
    }

    /** What to say of the file where this row's encoding is broken. */
    InputFault encodingFault() {
        return broken().fault(lines.encoding());
    }

    boolean tellsEncoding() {
        return record.stream().anyMatch(line -> line.tells(lines.encoding()));
    }

    /** Its bytes in the file, without the line end. */
    void asItStands(JsonBytes value) {
        Line last = record.get(record.size() - 1);
        for (Line line : record) {
            value.raw(line.bytes(), 0, line == last ? line.length(lines.encoding()) : line.bytes().length);
        }
    }

    /** Empty lines so far. */
    long blank() {
        return blank;
    }

    /** Lines so far that were comments. */
    long comments() {
        return comments;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
