package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.DateStatus;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.view.Chart;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.Plot;
import dev.streamflow.dashboard.view.Tone;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Figures by date as charts: a dense calendar, in which a date without a figure is a gap that is named. */
final class Charts {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 180;

    private final Question question;

    Charts(Question question) {
        this.question = question;
    }

    /** A column of figures, one for each date of the range. */
    record Values(String name, boolean dotted, Column.Type type, boolean percent, List<BigDecimal> values) {
        static Values of(String name, Column.Type type, List<BigDecimal> values) {
            return new Values(name, false, type, false, values);
        }

        Values asDotted() {
            return new Values(name, true, type, percent, values);
        }

        Values asPercent() {
            return new Values(name, dotted, type, true, values);
        }
    }

    /**
     * A chart.
     *
     * @param remark said in front of what is said about gaps; may be empty
     */
    Chart chart(String id, String title, String remark, Chart.Kind kind, List<Values> columns, String href) {
        List<LocalDate> dates = question.range().dates();
        List<Chart.Row> rows = new ArrayList<>();
        List<LocalDate> gaps = new ArrayList<>();
        for (int i = 0; i < dates.size(); i++) {
            int position = i;
            rows.add(row(dates.get(i), columns, position));
            if (columns.stream()
                    .filter(one -> !one.dotted())
                    .allMatch(one -> one.values().get(position) == null)) {
                gaps.add(dates.get(i));
            }
        }
        String note = (remark + " " + DateWords.gaps(gaps)).strip();
        List<Chart.Line> lines = columns.stream()
                .map(one -> new Chart.Line(one.name(), one.dotted()))
                .toList();
        return new Chart(id, title, note, kind, lines, rows, plot(kind, columns), href);
    }

    private Chart.Row row(LocalDate date, List<Values> columns, int position) {
        Optional<DateState> state = question.lake().date(date);
        boolean complete =
                state.filter(one -> one.status() == DateStatus.COMPLETE).isPresent();
        List<Chart.Cell> cells = columns.stream()
                .map(column -> cell(column, column.values().get(position)))
                .toList();
        return new Chart.Row(
                date.toString(),
                question.dateHref(date),
                complete ? "" : DateWords.status(state),
                state.map(one -> DateWords.tone(one.status())).orElse(Tone.MUTED),
                state.map(DateState::isAgain).orElse(false),
                cells);
    }

    private static Chart.Cell cell(Values column, BigDecimal value) {
        String text =
                value != null && column.percent() ? NumberText.percent(value) : NumberText.of(column.type(), value);
        return new Chart.Cell(value == null ? null : value.toPlainString(), text);
    }

    /** Stacked parts are drawn as lines here; the script stacks them. */
    private static Plot plot(Chart.Kind kind, List<Values> columns) {
        List<List<BigDecimal>> lines = columns.stream().map(Values::values).toList();
        if (lines.stream().flatMap(List::stream).allMatch(Objects::isNull)) {
            return new Plot(WIDTH, HEIGHT, List.of());
        }
        return Plot.of(WIDTH, HEIGHT, lines, kind == Chart.Kind.BARS);
    }
}
