package dev.streamflow.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** How many events a second. */
public record Rate(double perSecond) {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(?:/(s|m|h))?");

    public Rate {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("Cannot use rate " + perSecond + ": it must be greater than 0");
        }
    }

    /** Reads {@code 500/s}, {@code 30000/m}, {@code 1000000/h} or {@code 500}. */
    public static Rate parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) == 0) {
            throw new TypeConversionException("'" + text + "' is not a rate such as 500/s, 30000/m or 500");
        }
        double number = Double.parseDouble(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        return new Rate(unit.equals("s") ? number : unit.equals("m") ? number / 60 : number / 3600);
    }
}
