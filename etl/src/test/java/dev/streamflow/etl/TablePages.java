package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds {@code docs/tables} against a lake; with {@code -Ddocs.update=true} it writes columns and samples anew. */
final class TablePages {
    private static final Path PAGES = Path.of("../docs/tables");
    private static final int SAMPLE_LINES = 5;

    private TablePages() {}

    /** @param date whose first rows are shown */
    static void assertTrueOf(Path lake, String date) throws IOException {
        for (String table : Lakes.GOLD) {
            Path page = PAGES.resolve(table + ".md");
            String text = Files.readString(page);
            String actual = part(part(text, "columns", columns(lake, table)), "sample", sample(lake, table, date));
            if (Boolean.getBoolean("docs.update")) {
                Files.writeString(page, actual);
                continue;
            }
            assertThat(text).as("%s (-Ddocs.update=true writes it anew)", page).isEqualTo(actual);
        }
    }

    private static String columns(Path lake, String table) {
        List<String> columns = Lakes.query("SELECT column_name, lower(column_type) FROM (DESCRIBE SELECT event_date, "
                + "* EXCLUDE (event_date) FROM read_parquet('" + lake + "/gold/" + table
                + "/*/*.parquet', hive_partitioning = true))");
        return columns.stream()
                .map(column -> "| " + column.replace("|", " | ") + " |\n")
                .collect(Collectors.joining("", "| column | type |\n| --- | --- |\n", ""));
    }

    private static String sample(Path lake, String table, String date) throws IOException {
        List<String> lines =
                Files.readAllLines(lake.resolve("gold_csv").resolve(table).resolve(date + ".csv"));
        String shown = String.join("\n", lines.subList(0, Math.min(SAMPLE_LINES, lines.size())));
        return "`gold_csv/" + table + "/" + date + ".csv`, " + (lines.size() - 1) + " rows:\n\n```csv\n" + shown
                + "\n```\n";
    }

    private static String part(String page, String name, String content) {
        Pattern part = Pattern.compile("(<!-- " + name + " -->\n).*?(<!-- end -->)", Pattern.DOTALL);
        return part.matcher(page).replaceFirst("$1" + Matcher.quoteReplacement(content) + "$2");
    }
}
