package dev.streamflow.streaming.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.FreePort;
import dev.streamflow.cli.Program;
import dev.streamflow.streaming.StatusClient;
import dev.streamflow.streaming.StreamProgram;
import dev.streamflow.streaming.load.table.EventTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    private LoadRun start(String... options) {
        return new LoadRun(root.resolve("live"), in, database, StorefrontFiles.SCHEMA, options);
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

    /** Meanwhile {@code /health} says so, also when there is nothing to load. */
    @Test
    void theServerEndsInTheMiddleOfACopyAndOfACommit() throws Exception {
        int port = FreePort.find();
        StatusClient client = new StatusClient(port);
        try (LoadRun load = start("--status-port", Integer.toString(port))) {
            files.add(20);
            load.untilFiles(1).until(() -> client.get("/health").startsWith("200 "));
            files.add(60_000);
            load.until(() -> isActive("COPY"));
            kill();
            load.until(() -> client.get("/health").startsWith("503 "));
            assertThat(client.get("/health")).contains("\"state\":\"waiting\"", "\"reason\":\"the database: ");
            SharedPostgres.SERVER.revive();
            load.untilFiles(2).until(() -> client.get("/health").startsWith("200 "));
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
            SharedPostgres.SERVER.revive();
            SharedPostgres.execute(database, "DELETE FROM slowness");
            SharedPostgres.execute(
                    database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COMMIT%'");
            load.untilFiles(3).until(() -> client.get("/health").startsWith("200 "));
            assertThat(load.number("files")).isEqualTo(3);
            assertThat(load.number("filesKnown")).isZero();
            // With nothing to do.
            kill();
            load.until(() -> client.get("/health").startsWith("503 "));
            SharedPostgres.SERVER.revive();
            load.until(() -> client.get("/health").startsWith("200 "));
        }
        assertIsRight();
    }

    @Test
    void whoMayNotComeInIsToldSo() throws Exception {
        Database wrong = new Database(database.url(), database.user(), "wrong");
        StringWriter err = new StringWriter();
        Path password = Files.writeString(root.resolve("password"), wrong.password());

        int exit = Program.run(
                new StreamProgram(),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                "load",
                "--input=" + in,
                "--live=" + root.resolve("live"),
                "--schemas=../schemas",
                "--url=" + wrong.url(),
                "--user=" + wrong.user(),
                "--password-file=" + password);

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .contains("Cannot use database " + wrong.user() + " at ", "password authentication failed")
                .doesNotContain("\tat ");
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
                        Long.parseLong(Files.readAllLines(SharedPostgres.FOLDER.resolve("data/postmaster.pid"))
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

    /** {@code -Dlive.files=10000} for more of them. */
    @Test
    void manyFiles() throws Exception {
        int many = Integer.getInteger("live.files", 300);
        for (int i = 0; i < many; i++) {
            files.add(2);
        }
        long start = System.nanoTime();
        try (LoadRun load = start()) {
            load.untilFiles(many);
        }
        System.out.printf("%,d files in %,d ms%n", many, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
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
