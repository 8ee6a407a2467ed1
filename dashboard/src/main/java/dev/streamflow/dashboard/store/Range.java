package dev.streamflow.dashboard.store;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Event dates (UTC), both ends included. */
public record Range(LocalDate from, LocalDate to) {
    /** The most dates that a question may be about: three years and a quarter. */
    public static final int MOST = 1190;

    /** @throws BadQuestionException if it is no range, or longer than {@link #MOST} dates */
    public Range {
        requireNonNull(from, "from is null");
        requireNonNull(to, "to is null");
        if (from.isAfter(to)) {
            throw new BadQuestionException("The range begins with " + from + ", after its end " + to + ".");
        } else if (ChronoUnit.DAYS.between(from, to) >= MOST) {
            throw new BadQuestionException("The range is longer than " + MOST + " dates.");
        }
    }

    /** So many dates up to one, which is the last of them. */
    public static Range ending(LocalDate to, int days) {
        return new Range(to.minusDays(days - 1L), to);
    }

    public int days() {
        return (int) ChronoUnit.DAYS.between(from, to) + 1;
    }

    public List<LocalDate> dates() {
        return from.datesUntil(to.plusDays(1)).toList();
    }

    public boolean contains(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }

    /** What this range is compared with; empty for {@link Comparison#NONE}. */
    public Optional<Range> before(Comparison comparison) {
        return switch (comparison) {
            case NONE -> Optional.empty();
            case PREVIOUS -> Optional.of(back(days()));
            case WEEK -> Optional.of(back(7));
            case YEAR -> Optional.of(back(7 * 52));
        };
    }

    private Range back(int days) {
        return new Range(from.minusDays(days), to.minusDays(days));
    }
}
