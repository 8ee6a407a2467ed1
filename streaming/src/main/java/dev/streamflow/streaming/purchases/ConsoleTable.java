package dev.streamflow.streaming.purchases;

import java.util.ArrayList;
import java.util.List;

/**
 * A table that fits into a width: its first column is text and gives way; where that is not enough, each cell has a
 * line of its own.
 */
final class ConsoleTable {
    private static final String INDENT = "  ";
    private static final int GAP = 2;
    private static final int LEAST_TEXT = 6;

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    ConsoleTable(String... header) {
        this.header = List.of(header);
    }

    ConsoleTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Its lines, none wider than that as far as numbers allow. */
    List<String> lines(int width) {
        int[] widths = new int[header.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[column] = Math.max(
                    TextWidth.of(header.get(column)),
                    rows.stream()
                            .mapToInt(row -> TextWidth.of(row.get(at)))
                            .max()
                            .orElse(0));
        }
        int numbers = INDENT.length();
        for (int column = 1; column < widths.length; column++) {
            numbers += GAP + widths[column];
        }
        if (width - numbers < Math.min(LEAST_TEXT, widths[0])) {
            return cellByCell(width);
        }
        widths[0] = Math.min(widths[0], width - numbers);
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder(INDENT);
        line.append(TextWidth.left(TextWidth.cut(cells.get(0), widths[0]), widths[0]));
        for (int column = 1; column < widths.length; column++) {
            line.append(" ".repeat(GAP)).append(TextWidth.right(cells.get(column), widths[column]));
        }
        return line.toString().stripTrailing();
    }

    private List<String> cellByCell(int width) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(TextWidth.cut(INDENT + row.get(0), width));
            for (int column = 1; column < header.size(); column++) {
                String name = INDENT + INDENT + header.get(column);
                int room = width - TextWidth.of(name) - 1;
                lines.add(name + " " + TextWidth.right(row.get(column), room));
            }
        }
        return lines;
    }
}
