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
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The folder of two live queries: windows over the last ten hours, and one that waits for its database; and a lake that
 * publishes the days of the former when it is told to.
 */
public final class ShopLive {
    private final Path live;
    private final TestLake lake;
    private int batch;

    private ShopLive(Path folder) {
        live = folder.resolve("live");
        lake = new TestLake(folder.resolve("lake"));
    }

    /**
     * Publishes, says so, and publishes once more for each line of its standard input: the windows for {@code again},
     * for {@code day} what batch has made of the newest date.
     */
    public static void main(String[] args) throws IOException, SQLException {
        ShopLive shop = new ShopLive(Path.of(args[0]));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        String line = "again";
        do {
            if (line.equals("day")) {
                shop.publishDay();
            } else {
                shop.publish();
            }
            System.out.println("done");
            line = lines.readLine();
        } while (line != null);
    }

    /** Of each date that the windows have, batch has counted a few events more, which came late. */
    private void publishDay() {
        lake.execute("CREATE OR REPLACE TABLE panes AS " + panes(Instant.now().truncatedTo(ChronoUnit.HOURS)));
        LocalDate last = LocalDate.parse(lake.text("SELECT max(pane_start)::DATE FROM panes"));
        for (LocalDate date : List.of(last.minusDays(1), last)) {
            lake.gold("daily_sales", date, """
                    SELECT store, (sum(events) + 7)::BIGINT AS events, (sum(sum_amount) + 31.50)::DECIMAL(28,2) AS sum_amount
                    FROM panes WHERE pane_start::DATE = DATE '%s' GROUP BY store ORDER BY store
                    """.formatted(date));
            String topic = "{\"topic\":\"sales\",\"offsets\":[],\"landed\":7,\"clean\":7,\"duplicates\":0,"
                    + "\"quarantined\":0,\"reasons\":{}}";
            lake.ledger(date, topic, "");
        }
        lake.publish();
    }

    private void publish() throws IOException, SQLException {
        batch++;
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path output = live.resolve("windows/output");
        Path folder = output.resolve("batches/" + batch);
        Files.createDirectories(folder.resolve("panes"));
        write(folder.resolve("panes/part-0.parquet"), now.truncatedTo(ChronoUnit.HOURS));
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

    private void write(Path file, Instant hour) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("COPY (" + panes(hour) + ") TO '" + file + "' (FORMAT parquet)");
        }
    }

    /** Each batch adds a hundred events of one store to the newest quarter of an hour. */
    private String panes(Instant hour) {
        return """
                SELECT TIMESTAMPTZ '%1$s' - to_minutes(15 * i) AS pane_start, store,
                    (80 + 40 * sin(i / 4.0) + length(store) + CASE WHEN i = 0 AND store = 'Bern' THEN 100 * %2$d ELSE 0 END)::BIGINT AS events,
                    (900 + 500 * sin(i / 5.0))::DECIMAL(28,2) AS sum_amount
                  FROM generate_series(0, 40) AS panes(i), (VALUES ('Bern'), ('Genf'), ('<i>Basel</i>')) AS stores(store)
                """.formatted(hour, batch);
    }
}
