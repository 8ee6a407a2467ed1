package dev.streamflow.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A duration of any option: {@code 500ms}, {@code 10s}, {@code 15m}, {@code 2h}, {@code 1d}, or as ISO 8601 has it,
 * {@code PT1H30M}.
 */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,9})(ms|[smhd])");

    @Override
    public Duration convert(String text) {
        Matcher number = NUMBER_AND_UNIT.matcher(text);
        Duration duration = number.matches() ? of(Long.parseLong(number.group(1)), number.group(2)) : iso(text);
        if (duration.isNegative()) {
            throw refused(text);
        }
        return duration;
    }

    private static Duration of(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw refused(text);
        }
    }

    private static TypeConversionException refused(String text) {
        return new TypeConversionException(
                "'" + text + "' is not a duration such as 500ms, 10s, 15m, 2h, 1d or PT1H30M");
    }
}
