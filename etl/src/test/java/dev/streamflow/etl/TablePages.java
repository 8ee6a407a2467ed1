package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Every column, and how the lake's own document says that it adds up. */
    private static String columns(Path lake, String table) throws IOException {
        List<String> types = Lakes.query("SELECT column_name, lower(column_type) FROM (DESCRIBE SELECT event_date, "
                + "* EXCLUDE (event_date) FROM read_parquet('" + lake + "/gold/" + table
                + "/*/*.parquet', hive_partitioning = true))");
        Map<String, String> additivity = additivity(lake, table);
        assertThat(types).extracting(TablePages::name).containsExactlyElementsOf(additivity.keySet());
        return types.stream()
                .map(type -> "| " + type.replace("|", " | ") + " | " + additivity.get(name(type)) + " |\n")
                .collect(Collectors.joining("", "| column | type | adds up |\n| --- | --- | --- |\n", ""));
    }

    private static String name(String type) {
        return type.substring(0, type.indexOf('|'));
    }

    private static Map<String, String> additivity(Path lake, String table) throws IOException {
        JsonNode definition = new ObjectMapper()
                .readTree(lake.resolve("ledger/tables.json").toFile())
                .path("tables")
                .path(table);
        Map<String, String> columns = new LinkedHashMap<>(Map.of("event_date", "key"));
        definition.path("grain").forEach(name -> columns.put(name.asText(), "key"));
        for (JsonNode column : definition.path("columns")) {
            String parts = column.has("numerator")
                    ? ": `" + column.path("numerator").asText() + "` / `"
                            + column.path("denominator").asText() + "`"
                    : "";
            columns.put(column.path("name").asText(), column.path("additivity").asText() + parts);
        }
        return columns;
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
