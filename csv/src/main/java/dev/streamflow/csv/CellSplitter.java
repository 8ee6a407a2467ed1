package dev.streamflow.csv;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits lines into cells. A cell whose first character, blanks aside, is the quote runs to the next quote that is not
 * doubled or escaped; behind that only blanks may stand. Elsewhere a quote is text. An escape counts in front of a
 * quote, a separator, a line end and itself; elsewhere it is text.
 */
final class CellSplitter {
    /** What became of a row so far. */
    enum State {
        /** It ends with the line. */
        COMPLETE,
        /** It goes on in the next line. */
        OPEN,
        /** Something stands behind a closing quote: no rule says what the cell is. */
        BROKEN
    }

    private static final int NONE = -1;
    private static final int GOES_ON = -1;
    private static final int FAULT = -2;

    private final char separator;
    private final int quote;
    private final int escape;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private boolean inQuotes;

    CellSplitter(CsvDialect dialect, char separator) {
        this.separator = separator;
        this.quote =
                dialect.quote().map(Character::charValue).map(Integer::valueOf).orElse(NONE);
        this.escape =
                dialect.escape().map(Character::charValue).map(Integer::valueOf).orElse(NONE);
    }

    /** Begins a row with this line. */
    State start(String line) {
        cells.clear();
        cell.setLength(0);
        inQuotes = false;
        return cells(line, begin(line, 0));
    }

    /** Goes on with the row: the line end before this line is part of a cell. */
    State resume(String lineEnd, String line) {
        cell.append(lineEnd);
        return cells(line, inQuotes ? quoted(line, 0) : plain(line, 0));
    }

    /** The cells so far; not a copy. */
    List<String> cells() {
        return cells;
    }

    /** @param first where the cell at hand ends */
    private State cells(String line, int first) {
        int end = first;
        while (end >= 0) {
            cells.add(cell.toString());
            cell.setLength(0);
            if (end == line.length()) {
                return State.COMPLETE;
            }
            end = begin(line, end + 1);
        }
        return end == GOES_ON ? State.OPEN : State.BROKEN;
    }

    /** Reads the cell at this place: the position of the separator or line end behind it, or a negative number. */
    private int begin(String line, int at) {
        int first = skipBlanks(line, at);
        inQuotes = quote != NONE && first < line.length() && line.charAt(first) == quote;
        return inQuotes ? quoted(line, first + 1) : plain(line, at);
    }

    private int plain(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != separator) {
            at = isEscape(line, at) ? escaped(line, at) : character(line, at);
        }
        return at > line.length() ? GOES_ON : at;
    }

    private int quoted(String line, int from) {
        int at = from;
        while (at < line.length()) {
            if (isEscape(line, at)) {
                at = escaped(line, at);
            } else if (line.charAt(at) != quote) {
                at = character(line, at);
            } else if (at + 1 < line.length() && line.charAt(at + 1) == quote) {
                at = character(line, at + 1);
            } else {
                int end = skipBlanks(line, at + 1);
                return end == line.length() || line.charAt(end) == separator ? end : FAULT;
            }
        }
        return GOES_ON;
    }

    private boolean isEscape(String line, int at) {
        if (escape == NONE || line.charAt(at) != escape) {
            return false;
        }
        int next = at + 1 < line.length() ? line.charAt(at + 1) : separator;
        return next == separator || next == escape || (quote != NONE && next == quote);
    }

    /** Takes what is escaped; beyond the line's length where that is the line end. */
    private int escaped(String line, int at) {
        return at + 1 == line.length() ? at + 2 : character(line, at + 1);
    }

    private int character(String line, int at) {
        cell.append(line.charAt(at));
        return at + 1;
    }

    private int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length()
                && line.charAt(at) != separator
                && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
