package dev.streamflow.dashboard.live;

import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.dashboard.engine.Database;
import dev.streamflow.dashboard.engine.Sql;
import dev.streamflow.dashboard.engine.Watcher;
import dev.streamflow.dashboard.engine.Workers;
import dev.streamflow.dashboard.live.LiveFolders.Publication;
import dev.streamflow.dashboard.live.QueryHealth.Sample;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.store.BusyException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** What live queries say and publish, looked at every half second. */
public final class LiveStore implements AutoCloseable {
    private static final int SAMPLES = 120;

    private final LiveFolders folders;
    private final Clock clock;
    private final Database database;
    private final Workers workers;
    private final Connection writer;
    private final Map<String, List<Sample>> histories = new HashMap<>();
    private final Map<String, String> loaded = new HashMap<>();
    private final Watcher watcher = new Watcher("The live queries cannot be looked at", this::look, this::seen);

    private volatile List<QueryHealth> queries = List.of();
    private volatile SortedMap<String, LoadedPanes> tables = new TreeMap<>();
    private int numbers;

    /** A table, and what it is called in DuckDB. */
    record LoadedPanes(LiveTable table, String sqlName) {}

    private LiveStore(LiveFolders folders, Database database, Clock clock) throws SQLException {
        this.folders = folders;
        this.clock = clock;
        this.database = database;
        this.workers = new Workers(database);
        this.writer = database.connect();
    }

    /** @param live the folder of live queries, which may be missing */
    public static LiveStore open(Path live, Clock clock) {
        LiveFolders folders = new LiveFolders(live);
        Database database = Database.open(List.of(folders.path()));
        try {
            return new LiveStore(folders, database, clock);
        } catch (SQLException e) {
            database.close();
            throw new OperationFailedException("Cannot prepare DuckDB: " + e.getMessage(), null, e);
        }
    }

    /** Looks now and then every so often. */
    public void watch(Duration every) {
        watcher.start(every);
    }

    /** Takes over what has changed. What cannot be read leaves the old figures, and is told as trouble. */
    public void refresh() {
        watcher.look();
    }

    private void look() throws IOException, SQLException {
        queries = folders.statuses().stream().map(this::withHistory).toList();
        windows();
    }

    /** A query that falls silent writes nothing: it is time that changes it. */
    private List<?> seen() {
        Instant now = clock.instant();
        return List.of(
                queries, tables, queries.stream().map(query -> query.words(now)).toList());
    }

    private QueryHealth withHistory(QueryHealth status) {
        List<Sample> samples = histories.computeIfAbsent(status.query(), key -> new ArrayList<>());
        Sample sample = new Sample(status.updated(), status.totalLag(), status.rowsInPerSecond());
        if (samples.isEmpty() || !samples.get(samples.size() - 1).at().equals(sample.at())) {
            samples.add(sample);
        }
        if (samples.size() > SAMPLES) {
            samples.remove(0);
        }
        return status.with(samples);
    }

    private void windows() throws IOException, SQLException {
        SortedMap<String, LoadedPanes> next = new TreeMap<>(tables);
        List<Publication> published = folders.publications();
        next.keySet().retainAll(published.stream().map(Publication::query).toList());
        loaded.keySet().retainAll(next.keySet());
        for (Publication publication : published) {
            if (!publication.folder().equals(loaded.get(publication.query()))) {
                next.put(publication.query(), load(publication));
                loaded.put(publication.query(), publication.folder());
            }
        }
        SortedMap<String, LoadedPanes> before = tables;
        tables = next;
        for (LoadedPanes old : before.values()) {
            if (!next.containsValue(old)) {
                forget(old);
            }
        }
    }

    private LoadedPanes load(Publication publication) throws SQLException {
        String name = "panes_" + numbers++;
        try (Statement statement = writer.createStatement()) {
            statement.execute("CREATE TABLE " + name + " AS SELECT * REPLACE (make_timestamp(epoch_us(pane_start)) AS"
                    + " pane_start) FROM read_parquet(" + Sql.files(publication.panes()) + ")");
            return new LoadedPanes(table(statement, name, publication), name);
        }
    }

    private static LiveTable table(Statement statement, String name, Publication publication) throws SQLException {
        List<String> dimensions = new ArrayList<>();
        List<String> figures = new ArrayList<>();
        List<String> exact = new ArrayList<>();
        try (ResultSet columns = statement.executeQuery("DESCRIBE " + name)) {
            while (columns.next()) {
                String column = columns.getString("column_name");
                boolean isFigure = column.equals("events") || (!figures.isEmpty() && column.startsWith("sum_"));
                if (isFigure) {
                    figures.add(column);
                    if (columns.getString("column_type").startsWith("DECIMAL")) {
                        exact.add(column);
                    }
                } else if (!column.equals("pane_start")) {
                    dimensions.add(column);
                }
            }
        }
        return new LiveTable(
                publication.query(),
                dimensions,
                figures,
                exact,
                publication.batch(),
                publication.watermark(),
                publication.newest());
    }

    /** Whoever reads it at this moment has begun, and reads on. */
    private void forget(LoadedPanes panes) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("DROP TABLE " + panes.sqlName());
        }
    }

    public List<QueryHealth> queries() {
        return queries;
    }

    /** The windows that are published, by query. */
    public List<LiveTable> tables() {
        return tables.values().stream().map(LoadedPanes::table).toList();
    }

    /** Why something cannot be read; empty while all is well. */
    public Optional<String> trouble() {
        return watcher.trouble();
    }

    /** Tells of each change. */
    public void onChange(Consumer<LiveStore> listener) {
        watcher.onChange(() -> listener.accept(this));
    }

    /** Another text after each change. */
    public String version() {
        return watcher.version();
    }

    /** @throws BadQuestionException if there is no such query, figure or dimension, or the windows are no windows */
    public Timeline timeline(Timeline.Query query) {
        return ask(query.query(), panes -> {
            TimelineQuestion question = new TimelineQuestion(panes, query);
            return connection -> question.answer(workers, connection);
        });
    }

    /** The event dates of a query, the newest first. */
    List<LiveDay> days(String query) {
        return ask(query, panes -> connection -> new DayQuestion(panes).answer(workers, connection));
    }

    private <T> T ask(String query, Function<LoadedPanes, Workers.Work<T>> question) {
        LoadedPanes panes = tables.get(query);
        if (panes == null) {
            throw new BadQuestionException("No query of that name publishes windows.");
        }
        Workers.Work<T> work = question.apply(panes);
        try {
            return workers.with(work);
        } catch (Workers.TooBusyException e) {
            throw new BusyException("Too much is asked at once; try again in a moment.");
        } catch (SQLException e) {
            if (!panes.equals(tables.get(query))) {
                return ask(query, question);
            }
            throw new IllegalStateException("Cannot ask DuckDB: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        watcher.close();
        workers.close();
        database.close();
    }
}
