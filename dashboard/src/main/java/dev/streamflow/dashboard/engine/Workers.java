package dev.streamflow.dashboard.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A few connections for those who ask; each question may take two seconds, and so may the wait for a connection. */
public final class Workers implements AutoCloseable {
    /** How many ask at once. */
    public static final int MOST = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore free = new Semaphore(MOST, true);
    private final Deque<Connection> connections = new ArrayDeque<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "query-limit");
        thread.setDaemon(true);
        return thread;
    });

    /** What is asked of a connection. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** There is no connection, or no answer, in time. */
    public static final class TooBusyException extends SQLException {
        private static final long serialVersionUID = 1;

        TooBusyException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public Workers(Database database) throws SQLException {
        for (int i = 0; i < MOST; i++) {
            connections.add(database.connect());
        }
    }

    /** @throws TooBusyException if all connections stay taken */
    public <T> T with(Work<T> work) throws SQLException {
        Connection connection = take();
        try {
            return work.on(connection);
        } finally {
            synchronized (connections) {
                connections.add(connection);
            }
            free.release();
        }
    }

    private Connection take() throws SQLException {
        try {
            if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooBusyException("all connections are taken", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooBusyException("interrupted", e);
        }
        synchronized (connections) {
            return connections.remove();
        }
    }

    /**
     * Runs one statement.
     *
     * @param parameters bound in their order
     * @throws TooBusyException if it takes too long
     */
    public <T> T query(Connection connection, String sql, List<?> parameters, Rowed<T> answer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            return limited(statement, answer);
        }
    }

    private <T> T limited(PreparedStatement statement, Rowed<T> answer) throws SQLException {
        ScheduledFuture<?> limit = clock.schedule(() -> cancel(statement), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        long started = System.nanoTime();
        try (var rows = statement.executeQuery()) {
            return answer.of(rows);
        } catch (SQLException e) {
            if (System.nanoTime() - started >= PATIENCE.toNanos()) {
                throw new TooBusyException("the answer takes too long", e);
            }
            throw e;
        } finally {
            limit.cancel(false);
        }
    }

    private static void cancel(PreparedStatement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It has just ended.
        }
    }

    /** Makes an answer of rows. */
    public interface Rowed<T> {
        T of(ResultSet rows) throws SQLException;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
