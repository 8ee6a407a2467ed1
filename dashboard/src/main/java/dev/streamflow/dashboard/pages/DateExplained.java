package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.DateReport;
import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.Equation;
import dev.streamflow.dashboard.lake.Explanation;
import dev.streamflow.dashboard.lake.LandingRun;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Range;
import dev.streamflow.dashboard.view.Address;
import dev.streamflow.dashboard.view.DatePage;
import dev.streamflow.dashboard.view.DatePage.Named;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.web.NotFoundException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One date, explained. */
final class DateExplained {
    private final Question question;
    private final LocalDate date;
    private final boolean showRows;

    DateExplained(Question question, LocalDate date, boolean showRows) {
        this.question = question;
        this.date = date;
        this.showRows = showRows;
    }

    /** @throws NotFoundException of a date that the lake knows nothing of */
    DatePage model() {
        Explanation explained = question.lake()
                .explain(date)
                .orElseThrow(() -> new NotFoundException(
                        "The lake knows nothing of " + date + ". The page Dates lists those it has."));
        DateState state = explained.date();
        return new DatePage(
                date.toString(),
                DatePages.weekday(date),
                state.status().words(),
                DateWords.tone(state.status()),
                state.why(),
                command(state),
                neighbour(date.minusDays(1)),
                neighbour(date.plusDays(1)),
                figures(state),
                explained.landing().stream().map(DateExplained::landing).toList(),
                explained.equations().stream().map(this::sum).toList(),
                state.isPublished() ? tables(explained.tables()) : List.of(),
                runs(state));
    }

    private static String command(DateState state) {
        return switch (state.status()) {
            case STALE -> "./streamflow etl --date " + state.date();
            case MISSING -> state.entries().isEmpty() ? "./streamflow due" : "./streamflow etl --date " + state.date();
            default -> "";
        };
    }

    private String neighbour(LocalDate other) {
        return question.lake().date(other).isPresent() ? question.dateHref(other) : "";
    }

    private List<Named> figures(DateState state) {
        List<Named> figures = new ArrayList<>();
        state.last()
                .map(DateReport::revenue)
                .ifPresent(revenue -> figures.add(new Named(
                        "revenue", NumberText.of(Column.Type.DECIMAL, revenue), tableOfDate("daily_revenue"))));
        state.entries()
                .forEach(entry -> figures.add(new Named(
                        "clean " + entry.topic(),
                        NumberText.of(entry.clean()),
                        tableOfDate("daily_" + entry.topic()))));
        return figures;
    }

    private String tableOfDate(String table) {
        if (!question.has(table)) {
            return "";
        }
        return question.address()
                        .to(Address.path("tables", table), "theme")
                        .with(Period.FROM, date.toString())
                        .with(Period.TO, date.toString())
                        .href()
                + "#rows";
    }

    private static DatePage.Landing landing(LandingRun run) {
        List<DatePage.Part> parts = run.partitions().stream()
                .map(part -> new DatePage.Part(
                        Integer.toString(part.partition()),
                        NumberText.of(part.start()),
                        NumberText.of(part.end() - 1),
                        NumberText.of(part.read())))
                .toList();
        return new DatePage.Landing(
                run.topic(),
                Integer.toString(run.run()),
                instant(run.at()),
                parts,
                NumberText.of(run.read()),
                NumberText.of(run.landed()),
                NumberText.of(run.rejected()),
                NumberText.of(run.tombstones()),
                NumberText.of(run.records()));
    }

    private DatePage.Sum sum(Equation equation) {
        List<Named> terms = equation.right().stream()
                .map(term -> new Named(term.name(), NumberText.of(term.value()), lines(equation, term)))
                .toList();
        return new DatePage.Sum(
                equation.of(),
                equation.left().name(),
                NumberText.of(equation.left().value()),
                terms,
                NumberText.of(equation.sum()),
                equation.holds());
    }

    /** Quarantined lines can be looked at; there is nothing more to see of the other terms. */
    private String lines(Equation equation, Equation.Term term) {
        return showRows && term.name().equals(Equation.QUARANTINED) && term.value() > 0
                ? QuarantinePage.href(question, equation.of(), date)
                : "";
    }

    private List<DatePage.TableRows> tables(Map<String, Long> ledger) {
        List<DatePage.TableRows> tables = new ArrayList<>();
        ledger.forEach((table, rows) -> {
            BigDecimal loaded = question.has(table)
                    ? question.view().total(table, Figure.rows(), new Range(date, date), List.of())
                    : null;
            long found = loaded == null ? 0 : loaded.longValueExact();
            tables.add(new DatePage.TableRows(
                    table, tableOfDate(table), NumberText.of(rows), NumberText.of(found), found == rows));
        });
        return tables;
    }

    /** The newest first. */
    private List<DatePage.Run> runs(DateState state) {
        List<DatePage.Run> runs =
                new ArrayList<>(state.runs().stream().map(this::run).toList());
        Collections.reverse(runs);
        return runs;
    }

    private DatePage.Run run(DateReport report) {
        List<Named> parameters = new ArrayList<>();
        report.parameters().forEach((name, value) -> parameters.add(new Named(name, value, "")));
        return new DatePage.Run(
                NumberText.of(report.publication()),
                report.run(),
                instant(report.startedAt()),
                took(report.took()),
                report.batch(),
                report.code() == null ? NumberText.NONE : report.code(),
                parameters,
                report.audits().stream().map(DateExplained::check).toList(),
                report.warnings().stream().map(DateExplained::check).toList(),
                report.renewed().stream()
                        .map(other -> new Named(other.toString(), "", neighbour(other)))
                        .toList());
    }

    private static DatePage.Check check(DateReport.Audit audit) {
        return new DatePage.Check(audit.check(), audit.of(), audit.expected(), audit.found(), audit.passed());
    }

    /** To the second, in UTC. */
    static String instant(Instant instant) {
        return instant == null
                ? NumberText.NONE
                : instant.truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                        .replace('T', ' ')
                        .replace("Z", " UTC");
    }

    private static String took(Duration duration) {
        return duration == null
                ? NumberText.NONE
                : NumberText.of(Column.Type.DOUBLE, BigDecimal.valueOf(duration.toMillis(), 3)) + " s";
    }
}
