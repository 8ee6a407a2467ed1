package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.engine.Workers;
import dev.streamflow.dashboard.engine.Workers.Rowed;
import dev.streamflow.dashboard.engine.Workers.TooBusyException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Runs statements on a connection that somebody has, with faults as people are told them. */
final class Asking {
    private final Workers workers;
    private final Connection connection;

    Asking(Workers workers, Connection connection) {
        this.workers = workers;
        this.connection = connection;
    }

    <T> T ask(String sql, List<?> parameters, Rowed<T> answer) {
        try {
            return workers.query(connection, sql, parameters, answer);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    static RuntimeException failure(SQLException failure) {
        return failure instanceof TooBusyException
                ? new BusyException("Too much is asked at once; try again in a moment, or ask for fewer dates.")
                : new IllegalStateException("Cannot ask DuckDB: " + failure.getMessage(), failure);
    }
}
