package dev.streamflow.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The folder of two live queries: windows over the last ten hours, and one that waits for its database. */
public final class ShopLive {
    private final Path live;
    private int batch;

    private ShopLive(Path live) {
        this.live = live;
    }

    /** Publishes, says so, and publishes once more for each line of its standard input. */
    public static void main(String[] args) throws IOException, SQLException {
        ShopLive shop = new ShopLive(Path.of(args[0]));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        do {
            shop.publish();
            System.out.println("done");
        } while (lines.readLine() != null);
    }

    private void publish() throws IOException, SQLException {
        batch++;
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path output = live.resolve("windows/output");
        Path folder = output.resolve("batches/" + batch);
        Files.createDirectories(folder.resolve("panes"));
        panes(folder.resolve("panes/part-0.parquet"), now.truncatedTo(ChronoUnit.HOURS));
        Instant watermark = now.minus(1, ChronoUnit.HOURS);
        Files.writeString(
                folder.resolve("batch.json"),
                "{\"batch\":%d,\"watermark\":\"%s\",\"newestEvent\":\"%s\"}".formatted(batch, watermark, now));
        Path next = output.resolve(".current.next");
        Files.createSymbolicLink(next, Path.of("batches", Integer.toString(batch)));
        Files.move(next, output.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
        status("windows", "running", now, watermark, "null");
        status("load", "waiting", now, watermark, "\"the database <b>does not answer</b>\"");
    }

    private void status(String query, String state, Instant now, Instant watermark, String reason) throws IOException {
        Path file = live.resolve(query).resolve("status.json");
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling(".status");
        Files.writeString(next, """
                {"query":"%s","state":"%s","batch":%d,"rowsInPerSecond":20.5,"rowsProcessedPerSecond":412.25,"newestEvent":"%s",\
                "watermark":"%s","lag":{"sales-0":%d,"sales-1":1},"updated":"%s","reason":%s,"late":3,"quarantined":12}
                """.formatted(query, state, batch, now, watermark, 5 * batch, now, reason));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Each batch adds a hundred events of one store to the newest quarter of an hour. */
    private void panes(Path file, Instant hour) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("""
                    COPY (SELECT TIMESTAMPTZ '%1$s' - to_minutes(15 * i) AS pane_start, store,
                        (80 + 40 * sin(i / 4.0) + length(store) + CASE WHEN i = 0 AND store = 'Bern' THEN 100 * %2$d ELSE 0 END)::BIGINT AS events,
                        (900 + 500 * sin(i / 5.0))::DECIMAL(28,2) AS sum_amount
                      FROM generate_series(0, 40) AS panes(i), (VALUES ('Bern'), ('Genf'), ('<i>Basel</i>')) AS stores(store))
                    TO '%3$s' (FORMAT parquet)
                    """.formatted(hour, batch, file));
        }
    }
}
