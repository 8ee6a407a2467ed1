package dev.streamflow.dashboard.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Range;
import dev.streamflow.dashboard.store.Table;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Rows as CSV (RFC 4180, UTF-8). Text that a spreadsheet would take for a formula gets an apostrophe in front. */
final class CsvText {
    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final String FORMULAS = "=+-@\t\r";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Boolean> numbers = new ArrayList<>();

    CsvText(Table table) {
        List<String> header = new ArrayList<>(List.of(Table.DATE));
        // A date begins with a digit.
        numbers.add(true);
        for (Column column : table.columns()) {
            header.add(harmless(column.name()));
            numbers.add(column.type().isNumber());
        }
        line(header);
    }

    void add(List<String> cells) {
        List<String> safe = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            safe.add(numbers.get(i) ? cells.get(i) : harmless(cells.get(i)));
        }
        line(safe);
    }

    static String harmless(String cell) {
        return cell == null || cell.isEmpty() || FORMULAS.indexOf(cell.charAt(0)) < 0 ? cell : "'" + cell;
    }

    private void line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        cells.forEach(cell -> line.append(line.isEmpty() ? "" : ",").append(quoted(cell)));
        out.writeBytes(line.append("\r\n").toString().getBytes(UTF_8));
        if (out.size() > MOST_BYTES) {
            throw new BadQuestionException("That is more than 32 MB of CSV; ask for fewer dates, or read gold_csv.");
        }
    }

    private static String quoted(String cell) {
        if (cell == null) {
            return "";
        }
        boolean quotes = cell.isEmpty() || cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quotes ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /** A file name of letters that every system takes. */
    static String file(String table, Range range) {
        return table.replaceAll("[^A-Za-z0-9_-]", "_") + "-" + range.from() + "-" + range.to() + ".csv";
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
