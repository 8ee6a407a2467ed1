package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.DateStatus;
import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.view.Calendar;
import dev.streamflow.dashboard.view.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of dates. */
final class DateWords {
    private static final int NAMED = 4;

    private DateWords() {}

    static Tone tone(DateStatus status) {
        return switch (status) {
            case COMPLETE -> Tone.GOOD;
            case OPEN -> Tone.OPEN;
            case WARNING -> Tone.WARN;
            case STALE -> Tone.STALE;
            case MISSING -> Tone.MISSING;
            case RETAINED -> Tone.MUTED;
        };
    }

    static String sign(DateStatus status) {
        return switch (status) {
            case COMPLETE -> "✓";
            case OPEN -> "…";
            case WARNING -> "!";
            case STALE -> "⟳";
            case MISSING -> "×";
            case RETAINED -> "–";
        };
    }

    /** Dates that the lake does not know are before its first or after its last one. */
    static String status(Optional<DateState> state) {
        return state.map(one -> one.status().words()).orElse("no data");
    }

    /** A cell for each date of the range. */
    static Calendar calendar(Question question, String id, String title) {
        List<Calendar.Day> days = question.range().dates().stream()
                .map(date -> day(question, date))
                .toList();
        long complete = question.states().stream()
                .filter(state -> state.status() == DateStatus.COMPLETE)
                .count();
        String note = complete + " of " + days.size() + " dates are complete.";
        return new Calendar(id, title, note, days);
    }

    private static Calendar.Day day(Question question, LocalDate date) {
        Optional<DateState> state = question.lake().date(date);
        boolean again = state.map(DateState::isAgain).orElse(false);
        String label = date + ", " + date.getDayOfWeek().toString().charAt(0)
                + date.getDayOfWeek().toString().substring(1).toLowerCase(Locale.ROOT) + ": " + status(state)
                + (again ? ", computed again" : "");
        return new Calendar.Day(
                date.toString(),
                Integer.toString(date.getDayOfMonth()),
                question.dateHref(date),
                state.map(one -> tone(one.status())).orElse(Tone.MUTED),
                state.map(one -> sign(one.status())).orElse("") + (again ? "↻" : ""),
                label,
                again);
    }

    /** Dates of a range without figures, by name; empty where there is none. */
    static String gaps(List<LocalDate> dates) {
        if (dates.isEmpty()) {
            return "";
        }
        return "No figures for " + named(dates) + ".";
    }

    /** A few by name, the others by number. */
    static String named(List<LocalDate> dates) {
        List<String> runs = runs(dates);
        String names = runs.stream().limit(NAMED).collect(Collectors.joining(", "));
        return runs.size() > NAMED ? names + " and " + (runs.size() - NAMED) + " more" : names;
    }

    /** Dates that follow each other as {@code 2026-01-03 to 2026-01-07}. */
    private static List<String> runs(List<LocalDate> dates) {
        List<String> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= dates.size(); i++) {
            if (i == dates.size() || !dates.get(i).equals(dates.get(i - 1).plusDays(1))) {
                LocalDate first = dates.get(from);
                LocalDate last = dates.get(i - 1);
                runs.add(first.equals(last) ? first.toString() : first + " to " + last);
                from = i;
            }
        }
        return runs;
    }

    /** The dates of a status up to the newest one that is published. */
    static List<LocalDate> of(LakeState lake, DateStatus status) {
        return lake.dates().values().stream()
                .filter(state -> state.status() == status)
                .map(DateState::date)
                .toList();
    }
}
