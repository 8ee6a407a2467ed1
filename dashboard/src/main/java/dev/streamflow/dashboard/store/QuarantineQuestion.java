package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.engine.Sql;
import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.LakeSource;
import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.lake.LedgerEntry;
import dev.streamflow.dashboard.store.QuarantinedLines.Line;
import dev.streamflow.dashboard.store.QuarantinedLines.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads lines from the files of quarantine, which are not loaded. The ledger has counted them, so that only the dates
 * are opened whose lines are on the page.
 */
final class QuarantineQuestion {
    private final LakeState state;
    private final LakeSource lake;
    private final Asking asking;

    QuarantineQuestion(LakeState state, LakeSource lake, Asking asking) {
        this.state = state;
        this.lake = lake;
        this.asking = asking;
    }

    QuarantinedLines answer(Query query) {
        if (state.ledger().stream().noneMatch(entry -> entry.topic().equals(query.topic()))) {
            throw new BadQuestionException("The ledger has no topic of that name.");
        }
        List<Line> lines = new ArrayList<>();
        long total = 0;
        long skipped = query.offset();
        for (LedgerEntry entry : published(query).toList()) {
            long rows = rows(entry, query.reason());
            int wanted = query.limit() - lines.size();
            if (wanted > 0 && skipped < rows) {
                lines.addAll(read(entry.date(), query, skipped, wanted));
            }
            skipped = Math.max(0, skipped - rows);
            total += rows;
        }
        return new QuarantinedLines(lines, total);
    }

    /** The topic on each date of the range, newest first; what retention has deleted has no files any more. */
    private Stream<LedgerEntry> published(Query query) {
        return state.ledger().stream()
                .filter(entry -> entry.topic().equals(query.topic())
                        && query.range().contains(entry.date())
                        && state.date(entry.date())
                                .filter(DateState::isPublished)
                                .isPresent());
    }

    private static long rows(LedgerEntry entry, String reason) {
        return reason == null ? entry.quarantined() : entry.reasons().getOrDefault(reason, 0L);
    }

    private List<Line> read(LocalDate date, Query query, long skipped, int wanted) {
        List<Path> files = files(query.topic(), date);
        if (files.isEmpty()) {
            return List.of();
        }
        String sql = "SELECT _run, _partition, _offset, epoch_us(_timestamp), _reasons, left(_raw, "
                + QuarantinedLines.LONGEST + "), length(_raw) FROM read_parquet(" + Sql.files(files)
                + ", hive_partitioning = false)" + (query.reason() == null ? "" : " WHERE list_contains(_reasons, ?)")
                + " ORDER BY _partition, _offset, _run LIMIT " + wanted + " OFFSET " + skipped;
        try {
            return asking.ask(
                    sql, query.reason() == null ? List.of() : List.of(query.reason()), rows -> lines(rows, date));
        } catch (IllegalStateException e) {
            throw files.stream().allMatch(Files::exists) ? e : gone();
        }
    }

    private List<Path> files(String topic, LocalDate date) {
        try {
            return lake.quarantined(state, topic, date)
                    .orElseThrow(() -> new BadQuestionException(
                            "The lines of this lake are not on this machine; read its folder quarantine where it is."));
        } catch (IOException e) {
            throw gone();
        }
    }

    /** A state's folder may go as soon as the next one is published, which the next look finds. */
    private static BusyException gone() {
        return new BusyException("A newer state has just been published; try again in a moment.");
    }

    private static List<Line> lines(ResultSet rows, LocalDate date) throws SQLException {
        List<Line> lines = new ArrayList<>();
        while (rows.next()) {
            long micros = rows.getLong(4);
            Instant timestamp = rows.wasNull() ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            List<String> reasons = Stream.of((Object[]) rows.getArray(5).getArray())
                    .map(String::valueOf)
                    .toList();
            lines.add(new Line(
                    date,
                    rows.getInt(1),
                    rows.getInt(2),
                    rows.getLong(3),
                    timestamp,
                    reasons,
                    rows.getString(6),
                    rows.getLong(7)));
        }
        return lines;
    }
}
