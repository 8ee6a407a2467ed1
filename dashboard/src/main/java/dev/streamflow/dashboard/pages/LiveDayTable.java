package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.live.LiveDay;
import dev.streamflow.dashboard.live.LiveTable;
import dev.streamflow.dashboard.panels.Words;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.view.Address;
import dev.streamflow.dashboard.view.LivePage.Day;
import dev.streamflow.dashboard.view.LivePage.Days;
import dev.streamflow.dashboard.view.LivePage.Pair;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.Tone;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The days that a query has counted, beside what batch has made of them. */
final class LiveDayTable {
    private static final int FIGURES = 3;

    private final LiveTable table;
    private final String batchUrl;

    /** @param batchUrl of the batch pages; empty where they are not shown */
    LiveDayTable(LiveTable table, String batchUrl) {
        this.table = table;
        this.batchUrl = batchUrl;
    }

    /** Without a date before batch has published one: there is nothing to compare with. */
    Days of(List<LiveDay> days) {
        boolean any = days.stream().anyMatch(LiveDay::isPublished);
        return new Days(
                table.query() + "-days",
                table.figures().stream()
                        .limit(FIGURES)
                        .map(figure -> Words.of(figure.replace("sum_", "")))
                        .toList(),
                any ? days.stream().map(this::day).toList() : List.of());
    }

    private Day day(LiveDay day) {
        boolean whole =
                day.since().equals(day.date().atStartOfDay(ZoneOffset.UTC).toInstant());
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(FIGURES, table.figures().size()); i++) {
            BigDecimal live = day.live().get(i);
            BigDecimal batch = day.isPublished() ? day.batch().get(i) : null;
            pairs.add(new Pair(text(i, live), text(i, batch), NumberText.share(live, batch)));
        }
        return new Day(
                day.date().toString(),
                day.isPublished() ? batchUrl + Address.path("dates", day.date().toString()) : "",
                whole ? "" : "live from " + day.since().toString().substring(11, 16) + " UTC",
                day.isPublished() ? day.status().words() : "not published yet",
                day.isPublished() ? DateWords.tone(day.status()) : Tone.MUTED,
                pairs);
    }

    private String text(int figure, BigDecimal value) {
        boolean exact = table.exact().contains(table.figures().get(figure));
        return NumberText.of(exact ? Column.Type.DECIMAL : Column.Type.DOUBLE, value);
    }
}
