package dev.streamflow.csv;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How files are written that do not say it themselves. */
public final class DialectOptions {
    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description =
                    "Encoding of files without a byte order mark, such as windows-1252 (default: UTF-8, and UTF-16 or UTF-32"
                            + " where that is seen)")
    Charset encoding;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            converter = CharacterName.class,
            description =
                    "What stands between the cells of CSV files: a character, or tab, comma, semicolon, bar, space (default:"
                            + " comma, semicolon, tab or bar, by the header)")
    Character separator;

    @Option(
            names = "--quote",
            paramLabel = "CHAR",
            defaultValue = "\"",
            converter = CharacterName.class,
            description =
                    "What stands around cells with separators or line ends in them, or none (default: ${DEFAULT-VALUE})")
    Character quote;

    @Option(
            names = "--escape",
            paramLabel = "CHAR",
            defaultValue = "none",
            converter = CharacterName.class,
            description =
                    "What MySQL and others write in front of a quote, a separator or a line end in a cell, mostly a backslash"
                            + " (default: none, quotes are doubled)")
    Character escape;

    @Option(
            names = "--comment",
            paramLabel = "CHAR",
            defaultValue = "none",
            converter = CharacterName.class,
            description = "What a line of a CSV file begins with that is no row, such as # (default: none)")
    Character comment;

    public CsvDialect dialect() {
        return new CsvDialect(
                Optional.ofNullable(encoding),
                Optional.ofNullable(separator),
                given(quote),
                given(escape),
                given(comment));
    }

    private static Optional<Character> given(Character character) {
        return Optional.ofNullable(character).filter(one -> one != CharacterName.NONE);
    }

    /** A character, or the name of one that a shell makes hard to write. */
    static final class CharacterName implements ITypeConverter<Character> {
        static final char NONE = '\0';

        private static final Map<String, Character> NAMES = Map.of(
                "tab",
                '\t',
                "\\t",
                '\t',
                "comma",
                ',',
                "semicolon",
                ';',
                "bar",
                '|',
                "pipe",
                '|',
                "space",
                ' ',
                "backslash",
                '\\',
                "none",
                NONE);

        @Override
        public Character convert(String text) {
            if (text.length() == 1) {
                return text.charAt(0);
            } else if (NAMES.containsKey(text)) {
                return NAMES.get(text);
            }
            throw new TypeConversionException("'" + text + "' is not one character, nor the name of one: "
                    + String.join(", ", NAMES.keySet().stream().sorted().toList()));
        }
    }
}
