package dev.streamflow.dashboard.live;

import dev.streamflow.dashboard.engine.Sql;
import dev.streamflow.dashboard.engine.Workers;
import dev.streamflow.dashboard.live.LiveStore.LoadedPanes;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The panes of each event date as sums: they add up to what batch makes of the date, but for what came late. */
final class DayQuestion {
    private final LoadedPanes panes;

    DayQuestion(LoadedPanes panes) {
        this.panes = panes;
    }

    /** The newest date first; batch's part is missing yet. */
    List<LiveDay> answer(Workers workers, Connection connection) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT CAST(pane_start AS DATE) AS day, min(pane_start)");
        panes.table()
                .figures()
                .forEach(figure -> sql.append(", sum(").append(Sql.name(figure)).append(")"));
        sql.append(" FROM ").append(panes.sqlName()).append(" GROUP BY day ORDER BY day DESC");
        return workers.query(connection, sql.toString(), List.of(), this::days);
    }

    private List<LiveDay> days(ResultSet rows) throws SQLException {
        List<LiveDay> days = new ArrayList<>();
        while (rows.next()) {
            List<BigDecimal> figures = new ArrayList<>();
            for (int i = 0; i < panes.table().figures().size(); i++) {
                figures.add(TimelineQuestion.decimal(rows.getObject(i + 3)));
            }
            days.add(new LiveDay(
                    rows.getObject(1, LocalDate.class),
                    rows.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                    figures,
                    null,
                    List.of()));
        }
        return days;
    }
}
