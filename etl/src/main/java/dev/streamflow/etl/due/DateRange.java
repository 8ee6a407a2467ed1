package dev.streamflow.etl.due;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Consecutive event dates, both ends included. */
public record DateRange(LocalDate from, LocalDate to) {
    public DateRange {
        requireNonNull(from, "from is null");
        requireNonNull(to, "to is null");
    }

    boolean has(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }

    /**
     * Merges dates into ranges, ascending.
     *
     * @param isFree whether a range may also include this date, which is not among them
     */
    public static List<DateRange> of(Collection<LocalDate> dates, Predicate<LocalDate> isFree) {
        List<DateRange> ranges = new ArrayList<>();
        for (LocalDate date : dates.stream().sorted().distinct().toList()) {
            DateRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last.to().plusDays(1).datesUntil(date).allMatch(isFree)) {
                ranges.set(ranges.size() - 1, new DateRange(last.from(), date));
            } else {
                ranges.add(new DateRange(date, date));
            }
        }
        return ranges;
    }

    /** {@code 2026-01-31}, or {@code 2026-01-01..2026-01-31}. */
    public static final class Parser implements ITypeConverter<DateRange> {
        @Override
        public DateRange convert(String text) {
            String[] ends = text.strip().split("\\.\\.", -1);
            try {
                DateRange range = new DateRange(LocalDate.parse(ends[0]), LocalDate.parse(ends[ends.length - 1]));
                if (ends.length <= 2 && !range.to().isBefore(range.from())) {
                    return range;
                }
            } catch (DateTimeParseException e) {
                // reported below
            }
            throw new TypeConversionException(
                    "'" + text + "' is no date such as 2026-01-31 and no 2026-01-01..2026-01-31");
        }
    }

    @Override
    public String toString() {
        return from.equals(to) ? from.toString() : from + " to " + to;
    }
}
