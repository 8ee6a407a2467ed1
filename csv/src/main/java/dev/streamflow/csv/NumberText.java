package dev.streamflow.csv;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as people and spreadsheets write them: {@code .5}, {@code 5.}, {@code +3}, {@code 007}; with a decimal mark
 * named, {@code 1.234,5} or {@code 1 234,5} too. Percent and currency signs are none of it: whether 5 % is 5 or 0.05 is
 * not ours to guess.
 */
final class NumberText {
    /** No double has a larger exponent, and it keeps the decimals that are made of it small. */
    private static final String EXPONENT = "(?<exponent>[eE][+-]?[0-9]{1,4})?";

    private static final Pattern JSON = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?");

    private final Pattern pattern;
    private final boolean isPoint;

    /** @param decimal a point or a comma; empty: a point, and nothing groups thousands */
    NumberText(Optional<String> decimal) {
        this.isPoint = decimal.isEmpty() || decimal.get().equals(".");
        String mark = Pattern.quote(decimal.orElse("."));
        String groups = decimal.map(one -> one.equals(",") ? "." : ",")
                .map(other -> "[0-9]{1,3}(?<group>[" + other + " '\\u2019\\u00A0\\u202F\\u2009])[0-9]{3}"
                        + "(?:\\k<group>[0-9]{3})*|")
                .orElse("");
        this.pattern = Pattern.compile(
                "(?<sign>[+-]?)(?<whole>" + groups + "[0-9]*)(?:" + mark + "(?<part>[0-9]*))?" + EXPONENT);
    }

    static String strip(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && isBlank(cell.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(cell.charAt(to - 1))) {
            to--;
        }
        return cell.substring(from, to);
    }

    private static boolean isBlank(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /** The same number as JSON writes it; empty for what is none. */
    Optional<String> json(String cell) {
        if (isPoint && JSON.matcher(cell).matches()) {
            return Optional.of(cell);
        }
        Matcher matcher = pattern.matcher(cell);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String whole = matcher.group("whole").replaceAll("[^0-9]", "");
        String part = matcher.group("part") == null ? "" : matcher.group("part");
        if (whole.isEmpty() && part.isEmpty()) {
            return Optional.empty();
        }
        String leading = whole.replaceFirst("^0+", "");
        String exponent = matcher.group("exponent") == null ? "" : matcher.group("exponent");
        return Optional.of((matcher.group("sign").equals("-") ? "-" : "")
                + (leading.isEmpty() ? "0" : leading)
                + (part.isEmpty() ? "" : "." + part)
                + exponent);
    }
}
