package dev.streamflow.csv;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * How files are written, as far as they do not say it themselves.
 *
 * @param encoding where a file has no byte order mark; empty: UTF-8, unless the zeros of UTF-16 or UTF-32 are seen
 * @param separator what stands between the cells of a CSV file; empty: comma, semicolon, tab or bar, by its header
 * @param quote what stands around cells that hold separators or line ends; empty: quotes are text
 * @param escape what takes its meaning from a quote, a separator, a line end or itself; empty: a quote is doubled
 * @param comment what a line begins with that is no row; empty: every line may be one
 */
public record CsvDialect(
        Optional<Charset> encoding,
        Optional<Character> separator,
        Optional<Character> quote,
        Optional<Character> escape,
        Optional<Character> comment) {
    /** RFC 4180, in any Unicode encoding and with any of the usual separators. */
    public static final CsvDialect USUAL =
            new CsvDialect(Optional.empty(), Optional.empty(), Optional.of('"'), Optional.empty(), Optional.empty());

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

    public CsvDialect {
        requireNonNull(encoding, "encoding is null");
        requireNonNull(separator, "separator is null");
        requireNonNull(quote, "quote is null");
        requireNonNull(escape, "escape is null");
        requireNonNull(comment, "comment is null");
    }

    /** The separators that a file may have, the likeliest first. */
    List<Character> separators() {
        return separator.map(List::of).orElse(SEPARATORS);
    }
}
