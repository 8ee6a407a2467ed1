package dev.streamflow.etl.due;

import dev.streamflow.etl.audit.MissedDate;
import dev.streamflow.etl.due.DueDate.Reason;
import dev.streamflow.etl.ledger.Audit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which dates have to be computed.
 *
 * @param asked the dates asked about
 * @param due dates to compute: of those asked for and of the window before the newest of them
 * @param ranges the due dates merged into ranges, one application each; a range may include dates of which nothing has
 *     landed
 * @param upToDate those asked for whose tables hold all that has landed
 * @param withoutLanding those asked for of which nothing has landed
 * @param retained those asked for whose landing retention has deleted, so that they cannot be computed
 * @param missed dates of which nothing has landed though the week before had something
 * @param renewed published dates whose trailing columns read a due date, so that they are renewed with it
 * @param overdue dates outside the window that have to be computed; not in {@code due}
 * @param beyondRetention dates that retention has deleted and of which records have landed since; not in {@code due}
 * @param waived dates that would be due, overdue or beyond retention, but are waived
 */
public record DuePlan(
        List<LocalDate> asked,
        List<DueDate> due,
        List<DateRange> ranges,
        List<LocalDate> upToDate,
        List<LocalDate> withoutLanding,
        List<RetainedDate> retained,
        List<MissedDate> missed,
        List<Renewed> renewed,
        List<DueDate> overdue,
        List<RetainedDate> beyondRetention,
        List<LocalDate> waived) {
    /** A published date and its trailing tables that read one that is due. */
    record Renewed(LocalDate date, List<String> tables) {}

    /**
     * The question.
     *
     * @param asked ascending; may be empty
     * @param newest the date that the window ends with
     * @param window its days; dates before it are overdue
     * @param future the first date that no clock can show yet; records from then on are overdue
     * @param again whether the dates asked for are due even if nothing is new
     */
    public record Request(
            List<LocalDate> asked,
            LocalDate newest,
            int window,
            LocalDate future,
            List<DateRange> waived,
            boolean again) {
        boolean isAsked(LocalDate date) {
            return asked.contains(date);
        }

        boolean isInWindow(LocalDate date) {
            return date.isAfter(newest.minusDays(window)) && !date.isAfter(newest);
        }

        /** Dates between the newest one and the future are left to the runs that will ask for them. */
        boolean isOutside(LocalDate date) {
            return !date.isAfter(newest.minusDays(window)) || !date.isBefore(future);
        }

        boolean isWaived(LocalDate date) {
            return waived.stream().anyMatch(range -> range.has(date));
        }
    }

    /** @param drift what the figures of a date of which nothing has landed say against the week before */
    public static DuePlan of(DueTables tables, Request request, Function<LocalDate, List<Audit>> drift) {
        List<DueDate> due = new ArrayList<>();
        List<DueDate> overdue = new ArrayList<>();
        List<RetainedDate> beyond = new ArrayList<>();
        List<LocalDate> waived = new ArrayList<>();
        for (LocalDate date : tables.landedDates()) {
            boolean asked = request.isAsked(date);
            boolean near = asked || request.isInWindow(date);
            Optional<RetainedDate> retained = tables.retained(date);
            if (retained.isPresent() && (!asked || tables.isBeyondRetention(date))) {
                retained.filter(RetainedDate::hasLate).ifPresent(one -> add(one, date, request, beyond, waived));
            } else if (near || request.isOutside(date)) {
                tables.of(date, near)
                        .or(() -> request.again() && asked ? Optional.of(again(tables, date)) : Optional.empty())
                        .ifPresent(found -> add(found, date, request, near ? due : overdue, waived));
            }
        }
        List<LocalDate> computed = due.stream().map(DueDate::date).toList();
        List<LocalDate> settled =
                request.asked().stream().filter(tables::isBeyondRetention).toList();
        List<LocalDate> open =
                request.asked().stream().filter(date -> !settled.contains(date)).toList();
        return new DuePlan(
                request.asked(),
                due,
                DateRange.of(computed, date -> !tables.hasLanded(date) && !tables.isBeyondRetention(date)),
                open.stream()
                        .filter(date -> tables.hasLanded(date) && !computed.contains(date))
                        .toList(),
                open.stream().filter(date -> !tables.hasLanded(date)).toList(),
                settled.stream().flatMap(date -> tables.retained(date).stream()).toList(),
                missed(tables, request, drift),
                renewed(tables, computed),
                overdue,
                beyond,
                waived);
    }

    private static <T> void add(T found, LocalDate date, Request request, List<T> to, List<LocalDate> waived) {
        if (request.isWaived(date) && !request.isAsked(date)) {
            waived.add(date);
        } else {
            to.add(found);
        }
    }

    private static DueDate again(DueTables tables, LocalDate date) {
        return new DueDate(date, tables.records(date), List.of(Reason.asked()));
    }

    /** Missed dates among those asked for, and among the days since the last published one. */
    private static List<MissedDate> missed(DueTables tables, Request request, Function<LocalDate, List<Audit>> drift) {
        TreeSet<LocalDate> silent = new TreeSet<>(request.asked());
        for (LocalDate day = request.newest(); request.isInWindow(day) && !tables.isPublished(day); ) {
            silent.add(day);
            day = day.minusDays(1);
        }
        silent.removeIf(date -> tables.hasLanded(date)
                || tables.isPublished(date)
                || tables.isBeyondRetention(date)
                || request.isWaived(date));
        return silent.stream()
                .map(date -> new MissedDate(date, drift.apply(date)))
                .filter(missed -> !missed.warnings().isEmpty())
                .toList();
    }

    private static List<Renewed> renewed(DueTables tables, Collection<LocalDate> computed) {
        TreeMap<LocalDate, List<String>> renewed = new TreeMap<>();
        for (LocalDate reader : tables.publishedDates()) {
            List<String> reading = computed.contains(reader) ? List.of() : tables.reading(computed, reader);
            if (!reading.isEmpty()) {
                renewed.put(reader, reading);
            }
        }
        return renewed.entrySet().stream()
                .map(entry -> new Renewed(entry.getKey(), entry.getValue()))
                .toList();
    }
}
