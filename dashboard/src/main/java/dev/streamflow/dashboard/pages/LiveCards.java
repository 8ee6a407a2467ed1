package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.live.QueryHealth;
import dev.streamflow.dashboard.panels.Words;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.view.LivePage.Card;
import dev.streamflow.dashboard.view.LivePage.Fact;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.Plot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How each live query is: in words and figures, and its lag since the dashboard was started. */
final class LiveCards {
    private LiveCards() {}

    static Card of(QueryHealth query, Instant now) {
        return new Card(
                query.query(),
                query.words(now),
                query.isWell(now),
                query.reason() == null ? "" : query.reason(),
                query.updated().toString(),
                facts(query),
                query.history().size() < 2
                        ? null
                        : Plot.spark(query.history().stream()
                                .map(sample -> BigDecimal.valueOf(sample.lag()))
                                .toList()));
    }

    private static List<Fact> facts(QueryHealth query) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("lag", NumberText.of(query.totalLag()) + " records"));
        facts.add(new Fact("rows in", rate(query.rowsInPerSecond())));
        facts.add(new Fact("rows processed", rate(query.rowsProcessedPerSecond())));
        query.watermarkDelay().ifPresent(delay -> facts.add(new Fact("watermark behind newest event", words(delay))));
        if (query.newestEvent() != null) {
            facts.add(new Fact("newest event", DateExplained.instant(query.newestEvent())));
        }
        query.figures().forEach((name, value) -> facts.add(new Fact(Words.of(spaced(name)), NumberText.of(value))));
        facts.add(new Fact("batch", query.batch() < 0 ? "none yet" : NumberText.of(query.batch())));
        return facts;
    }

    private static String rate(double perSecond) {
        return NumberText.of(
                        Column.Type.DOUBLE,
                        BigDecimal.valueOf(Double.isFinite(perSecond) ? perSecond : 0)
                                .setScale(1, RoundingMode.HALF_UP))
                + "/s";
    }

    /** {@code rowsRead} as "rows read". */
    private static String spaced(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    private static String words(Duration delay) {
        long minutes = delay.toMinutes();
        return minutes < 1 ? delay.toSeconds() + " s" : minutes < 120 ? minutes + " min" : delay.toHours() + " h";
    }
}
