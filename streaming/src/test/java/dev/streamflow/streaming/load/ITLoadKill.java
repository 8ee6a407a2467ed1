package dev.streamflow.streaming.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.streaming.StreamProgram;
import dev.streamflow.streaming.load.table.EventTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load that is killed at any moment, again and again: {@code -Dlive.kills=50}. */
class ITLoadKill {
    private static final int KILLS = Integer.getInteger("live.kills", 3);
    private static final EventTable TABLE = EventTable.of(StorefrontFiles.SCHEMA);

    @TempDir
    Path root;

    private final AtomicBoolean polling = new AtomicBoolean(true);
    private final AtomicReference<String> halves = new AtomicReference<>();

    @Test
    void endsAsIfItHadNeverBeenKilled() throws Exception {
        Path in = Files.createDirectories(root.resolve("in"));
        Database database = SharedPostgres.database();
        Path password = root.resolve("password");
        Files.writeString(password, database.password());
        StorefrontFiles files = new StorefrontFiles(in, KILLS);
        Random random = new Random(KILLS);
        Thread poller = new Thread(() -> poll(database), "poller");
        poller.start();
        for (int kill = 0; kill < KILLS; kill++) {
            for (int i = 0; i < 3; i++) {
                files.add(1 + random.nextInt(5_000));
            }
            int before = done(in);
            Process load = start(in, database, password);
            // Somewhere between the first word and the last file.
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(12_000));
            while (System.nanoTime() < until && load.isAlive() && done(in) < before + 3) {
                Thread.sleep(5);
            }
            load.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }
        Process last = start(in, database, password);
        long deadline = System.nanoTime() + LoadRun.PATIENCE.toNanos();
        while (done(in) < files.count()) {
            assertThat(last.isAlive()).isTrue();
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(50);
        }
        last.destroy();
        assertThat(last.waitFor(2, TimeUnit.MINUTES)).isTrue();
        polling.set(false);
        poller.join();

        assertThat(halves).hasValue(null);
        assertThat(StorefrontFiles.loaded(database)).isEqualTo(StorefrontFiles.expected(in.resolve("done")));
        assertThat(proof(database).findings()).isEmpty();
    }

    private Process start(Path in, Database database, Path password) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(
                System.getProperty("spark.jvm", "@../bin/spark.options").strip().split("\\s+")));
        command.addAll(List.of(
                "-Xmx600m",
                "-XX:TieredStopAtLevel=1",
                "-Dspark.master=local[2]",
                "-cp",
                System.getProperty("java.class.path"),
                StreamProgram.class.getName(),
                "load",
                "--input",
                in.toString(),
                "--live",
                root.resolve("live").toString(),
                "--schemas",
                "../schemas",
                "--settle",
                "100ms",
                "--trigger",
                "100ms",
                "--url",
                database.url(),
                "--user",
                database.user(),
                "--password-file",
                password.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(root.resolve("log").toFile()))
                .start();
    }

    /** At no moment are rows there without their load, nor a load without its rows. */
    private void poll(Database database) {
        while (polling.get()) {
            try {
                List<String> findings = proof(database).findings();
                if (!findings.isEmpty()) {
                    halves.compareAndSet(null, findings.toString());
                }
                Thread.sleep(20);
            } catch (SQLException e) {
                // The tables are not there yet.
                if (!"42P01".equals(e.getSQLState())) {
                    halves.compareAndSet(null, e.toString());
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static LoadProof proof(Database database) throws SQLException {
        try (Connection connection = SharedPostgres.connect(database)) {
            return LoadProof.read(connection, TABLE);
        }
    }

    private static int done(Path in) throws Exception {
        if (!Files.isDirectory(in.resolve("done"))) {
            return 0;
        }
        try (Stream<Path> paths = Files.list(in.resolve("done"))) {
            return (int) paths.count();
        }
    }
}
