package dev.streamflow.dashboard.store;

import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.dashboard.engine.Database;
import dev.streamflow.dashboard.engine.Watcher;
import dev.streamflow.dashboard.engine.Workers;
import dev.streamflow.dashboard.lake.LakeSource;
import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.lake.Published;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The lake's gold in DuckDB's memory. A new state replaces the one before in one transaction, so that whoever has begun
 * to ask goes on in the old one; no file is opened for a question.
 */
public final class DuckStore implements Store {
    /** How many states a question that has begun may be behind. */
    private static final long KEPT = 64;

    private final LakeSource lake;
    private final boolean showRows;
    private final Database database;
    private final Workers workers;
    private final Connection writer;
    private final GoldLoader loader;
    private final Map<Long, Catalog> catalogs = new ConcurrentHashMap<>();
    private final Watcher watcher = new Watcher("A newer state cannot be read", this::look, this::loads);

    private volatile Catalog current = Catalog.EMPTY;
    private String pointer = "";
    private long loads;

    private DuckStore(LakeSource lake, boolean showRows, Database database) throws SQLException {
        this.lake = lake;
        this.showRows = showRows;
        this.database = database;
        this.workers = new Workers(database);
        this.writer = database.connect();
        this.loader = new GoldLoader(writer);
        catalogs.put(0L, Catalog.EMPTY);
        try (Statement statement = writer.createStatement()) {
            statement.execute("CREATE TABLE loaded (number BIGINT)");
            statement.execute("INSERT INTO loaded VALUES (0)");
        }
    }

    /**
     * Opens it; nothing is loaded yet.
     *
     * @param showRows whether columns of persons are shown
     */
    public static DuckStore open(LakeSource lake, boolean showRows) {
        Database database = Database.open(lake.folders());
        try {
            return new DuckStore(lake, showRows, database);
        } catch (SQLException e) {
            database.close();
            throw new OperationFailedException("Cannot prepare DuckDB: " + e.getMessage(), null, e);
        }
    }

    /** Looks at the lake now and then every so often. */
    public void watch(Duration every) {
        watcher.start(every);
    }

    /**
     * Loads what was published since the last time. What cannot be read leaves the old state, and is told as trouble.
     */
    public void refresh() {
        watcher.look();
    }

    private void look() throws IOException, SQLException {
        String seen = lake.pointer();
        if (!isReady() || !seen.equals(pointer) || trouble().isPresent()) {
            load(lake.read());
            pointer = seen;
        }
    }

    private long loads() {
        return loads;
    }

    private void load(Published published) throws SQLException {
        if (published.state().tag().equals(current.state().tag()) && isReady()) {
            return;
        }
        long number = loads + 1;
        try (Statement statement = writer.createStatement()) {
            statement.execute("BEGIN TRANSACTION");
            try {
                Catalog next = Catalog.of(published, loader.load(current.stored(), published.gold()), showRows);
                statement.execute("UPDATE loaded SET number = " + number);
                catalogs.put(number, next);
                statement.execute("COMMIT");
                current.courses().forget();
                current = next;
                loads = number;
                catalogs.keySet().removeIf(old -> old < number - KEPT);
            } catch (SQLException | RuntimeException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    @Override
    public LakeState current() {
        return current.state();
    }

    @Override
    public Optional<String> trouble() {
        return watcher.trouble();
    }

    @Override
    public boolean isReady() {
        return watcher.isReady();
    }

    @Override
    public void onChange(Consumer<Store> listener) {
        watcher.onChange(() -> listener.accept(this));
    }

    @Override
    public <T> T read(Function<View, T> questions) {
        try {
            return workers.with(connection -> read(connection, questions));
        } catch (SQLException e) {
            throw Asking.failure(e);
        }
    }

    private <T> T read(Connection connection, Function<View, T> questions) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION READ ONLY");
            try {
                return questions.apply(new DuckView(catalog(statement), lake, new Asking(workers, connection)));
            } finally {
                statement.execute("ROLLBACK");
            }
        }
    }

    private Catalog catalog(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT number FROM loaded")) {
            rows.next();
            return catalogs.get(rows.getLong(1));
        }
    }

    /** The settings that lock DuckDB down, as it has them. */
    public Map<String, String> settings() {
        try {
            return database.settings();
        } catch (SQLException e) {
            throw Asking.failure(e);
        }
    }

    @Override
    public void close() {
        watcher.close();
        workers.close();
        database.close();
    }
}
