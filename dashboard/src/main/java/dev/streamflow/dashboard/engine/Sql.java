package dev.streamflow.dashboard.engine;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names and literals as DuckDB's SQL writes them. */
public final class Sql {
    private Sql() {}

    /** A name between quotes. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text between quotes. */
    public static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** A list of files for {@code read_parquet}, without the wildcards that a name may look like. */
    public static String files(Collection<Path> files) {
        return files.stream().map(file -> text(literal(file.toString()))).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String literal(String path) {
        return path.replaceAll("([*?\\[])", "[$1]");
    }
}
