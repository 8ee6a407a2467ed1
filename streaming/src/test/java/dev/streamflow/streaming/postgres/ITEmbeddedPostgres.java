package dev.streamflow.streaming.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.NotReadyException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All tests have one folder: it is made by whoever is first, and each leaves a server in it that can be started. */
class ITEmbeddedPostgres {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    /** Started as a process of its own by {@link #endsWithTheJvmThatIsKilled}. */
    public static void main(String... args) throws InterruptedException {
        EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(args[0]));
        System.out.println(server.url());
        Thread.sleep(PATIENCE.toMillis());
    }

    @Test
    void keepsItsDataAndItsPort() throws SQLException {
        String url;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
            url = server.url();
            query(server, "CREATE TABLE letters AS SELECT 'Ä ß 漢' AS text");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
            assertThat(server.url()).isEqualTo(url);
            assertThat(query(server, "SELECT lower(text) FROM letters WHERE upper('ä') = 'Ä'"))
                    .isEqualTo("ä ß 漢");
        }
    }

    @Test
    void asksForItsPasswordAndIsNeverTwiceInOneFolder() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), EmbeddedPostgres.USER, "wrong"))
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.passwordFile())))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(server.passwordFile())).contains(server.password());
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessageContaining("another process runs it");
            assertThat(server.url()).startsWith("jdbc:postgresql://127.0.0.1:");
        }
    }

    @Test
    void endsWithTheJvmThatIsKilled() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ITEmbeddedPostgres.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), UTF_8)).readLine();
        long server = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
        assertThat(ProcessHandle.of(server)).isPresent();
        jvm.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        await(() -> ProcessHandle.of(server).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void startsOverTheServerThatNobodyGuards() throws Exception {
        ProcessHandle orphan;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
            query(server, "CREATE TABLE unguarded AS SELECT 'a' AS text");
            orphan = ProcessHandle.of(Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                            .get(0)
                            .strip()))
                    .orElseThrow();
            ProcessHandle guard = ProcessHandle.current()
                    .children()
                    .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                    .findFirst()
                    .orElseThrow();
            guard.descendants().forEach(ProcessHandle::destroyForcibly);
            guard.destroyForcibly();
        }
        assertThat(orphan.isAlive()).isTrue();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
            assertThat(query(server, "SELECT text FROM unguarded")).isEqualTo("a");
            await(() -> !orphan.isAlive());
        }
    }

    @Test
    void takesAwayTheTraceOfAServerWhoseNumberAnotherProcessHas() throws Exception {
        EmbeddedPostgres.start(folder).close();
        Files.writeString(
                folder.resolve("data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("data") + "\n");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
            assertThat(query(server, "SELECT 'there'")).isEqualTo("there");
        }
    }

    @Test
    void comesBackWhenItWasKilled() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
            query(server, "CREATE TABLE killed AS SELECT 'a' AS text");
            ProcessHandle process = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                                    .get(0)
                                    .strip()))
                    .orElseThrow();
            process.destroyForcibly();
            await(() -> !process.isAlive());
            server.revive();
            assertThat(query(server, "SELECT text FROM killed")).isEqualTo("a");
        }
    }

    private static String query(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.url(), EmbeddedPostgres.USER, server.password());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(50);
        }
    }
}
