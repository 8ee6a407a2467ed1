package dev.streamflow.streaming.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.streaming.load.table.EventTable;
import dev.streamflow.streaming.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a load, or makes it do things twice: the end is the same. */
class ITLoadFailures {
    private static final EventTable TABLE = EventTable.of(StorefrontFiles.SCHEMA);

    @TempDir
    Path root;

    private Path in;
    private Database database;
    private StorefrontFiles files;

    @BeforeEach
    void prepare() throws Exception {
        in = Files.createDirectories(root.resolve("in"));
        database = SharedPostgres.database();
        files = new StorefrontFiles(in, 1);
    }

    private LoadRun start() {
        return new LoadRun(root, database, StorefrontFiles.SCHEMA);
    }

    @Test
    void sparkForgetsWhatTheDatabaseKnows() throws Exception {
        try (LoadRun load = start()) {
            files.add(100);
            files.add(100);
            load.untilFiles(2);
        }
        // PostgreSQL had committed, Spark had not: of one file the move to done/ was not even reached.
        Path commits = root.resolve("live/load/checkpoint/commits");
        Files.delete(commits.resolve(last(commits)));
        Path done = in.resolve("done");
        String one = last(done);
        Files.move(done.resolve(one), in.resolve("accepted").resolve(one));
        try (LoadRun load = start()) {
            load.untilFiles(1);
            files.add(100);
            load.until(() -> load.number("files") == 1);
        }
        assertIsRight();

        delete(root.resolve("live/load/checkpoint"));
        Files.move(done.resolve(one), in.resolve("accepted").resolve(one));
        try (LoadRun load = start()) {
            load.untilFiles(1);
            assertThat(load.number("filesKnown")).isOne();
        }
        assertIsRight();
    }

    private static String last(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]+(-.*)?"))
                    .max(Comparator.comparing((String name) -> name.length()).thenComparing(Comparator.naturalOrder()))
                    .orElseThrow();
        }
    }

    @Test
    void twoFirstStartsAtOnceShareTheWork() throws Exception {
        for (int i = 0; i < 6; i++) {
            files.add(200);
        }
        try (LoadRun one = start();
                LoadRun other = new LoadRun(root.resolve("other"), in, database, StorefrontFiles.SCHEMA)) {
            one.until(() -> names("done").size() == 6 && other.number("files") + one.number("files") == 6);
        }
        assertIsRight();
    }

    @Test
    void theServerEndsInTheMiddleOfACopyAndOfACommit() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(root.resolve("postgres"))) {
            database = new Database(server.url(), EmbeddedPostgres.USER, server.password());
            try (LoadRun load = start()) {
                files.add(20);
                load.untilFiles(1);
                files.add(60_000);
                load.until(() -> isActive("COPY"));
                kill();
                load.until(() -> status().contains("\"waiting\""));
                server.revive();
                load.untilFiles(2);
                // A commit that takes its time.
                SharedPostgres.execute(database, """
                        CREATE TABLE slowness AS SELECT 600 AS seconds;
                        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql
                          AS 'BEGIN PERFORM pg_sleep(seconds) FROM slowness; RETURN NULL; END';
                        CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON loads DEFERRABLE INITIALLY DEFERRED
                          FOR EACH ROW EXECUTE FUNCTION slow()""");
                files.add(20);
                load.until(() -> isActive("COMMIT"));
                kill();
                load.until(() -> status().contains("\"waiting\""));
                server.revive();
                SharedPostgres.execute(database, "DELETE FROM slowness");
                SharedPostgres.execute(
                        database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COMMIT%'");
                load.untilFiles(3);
            }
            assertIsRight();
        }
    }

    private boolean isActive(String statement) {
        try {
            return !SharedPostgres.rows(
                            database,
                            "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE '" + statement + "%'")
                    .isEmpty();
        } catch (SQLException e) {
            return false;
        }
    }

    private void kill() throws Exception {
        ProcessHandle server = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(root.resolve("postgres/data/postmaster.pid"))
                                .get(0)
                                .strip()))
                .orElseThrow();
        // The postmaster alone: its children end when they see that it has gone.
        server.destroyForcibly();
        long deadline = System.nanoTime() + LoadRun.PATIENCE.toNanos();
        while (server.isAlive()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private String status() throws IOException {
        return Files.readString(root.resolve("live/load/status.json"));
    }

    @Test
    void manyFiles() throws Exception {
        int many = Integer.getInteger("live.files", 300);
        for (int i = 0; i < many; i++) {
            files.add(2);
        }
        try (LoadRun load = start()) {
            load.untilFiles(many);
        }
        assertThat(names("done")).hasSize(many);
        assertIsRight();
    }

    private void assertIsRight() throws Exception {
        assertThat(StorefrontFiles.loaded(database)).isEqualTo(StorefrontFiles.expected(in.resolve("done")));
        assertThat(names("accepted")).isEmpty();
        try (Connection connection = SharedPostgres.connect(database)) {
            assertThat(LoadProof.read(connection, TABLE).findings()).isEmpty();
        }
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> paths = Files.list(in.resolve(folder))) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
