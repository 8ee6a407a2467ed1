package dev.streamflow.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.etl.EtlProgram;
import dev.streamflow.ingest.IngestProgram;
import dev.streamflow.producers.ProducersProgram;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real invoices through the whole pipeline, against plain SQL over the CSV files: to the cent and to the line. */
class ITOnlineRetail {
    private static final Path MONTH = Path.of("../../shared/data/online-retail");

    /** The rules of {@code schemas/online_retail.json}, written once more in SQL. */
    private static final String LINES = """
            CREATE TABLE clean AS
            SELECT CAST(InvoiceDate[1:10] AS DATE) AS event_date, Country AS country, count(*) AS copies,
                   any_value(round(CAST(Quantity AS BIGINT) * CAST(UnitPrice AS DECIMAL(18, 3)), 2)) AS amount
            FROM read_csv('%1$s', all_varchar = true, header = true)
            WHERE CAST(UnitPrice AS DECIMAL(18, 3)) > 0
              AND (InvoiceNo LIKE 'C%%') = (CAST(Quantity AS BIGINT) < 0)
            GROUP BY InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country
            """;

    /** Exact copies and lines that differ in one column alone; cancellations; prices of nothing and less. */
    private static final String KINDS = """
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
            536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
            536366,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
            536365,85123B,HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
            536365,85123A,"HOLDER, ""RED"" ONE",6,2010-12-01 08:26:00,2.55,17850,United Kingdom
            536365,85123A,HOLDER,7,2010-12-01 08:26:00,2.55,17850,United Kingdom
            536365,85123A,HOLDER,6,2010-12-01 08:27:00,2.55,17850,United Kingdom
            536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.575,17850,United Kingdom
            536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,,United Kingdom
            536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850,EIRE
            C536379,D,Discount,-1,2010-12-01 23:59:59,27.505,14527,France
            C536380,D,Discount,1,2010-12-01 09:41:00,27.50,14527,France
            536381,D,lost,-3,2010-12-02 00:00:00,1.25,,France
            536414,22139,,56,2010-12-02 11:52:00,0.00,,United Kingdom
            A563185,B,Adjust bad debt,1,2010-12-02 14:50:00,-11062.06,,United Kingdom
            """;

    @TempDir
    Path folder;

    @Test
    void aDayReconcilesToTheCentAndToTheLine() throws Exception {
        reconciles(Path.of("../examples/online-retail"), "2010-12-12", "2010-12-12");
    }

    @Test
    void aMonthReconcilesToTheCentAndToTheLine() throws Exception {
        assumeTrue(Files.isDirectory(MONTH), "the month of invoices is not at " + MONTH);
        reconciles(MONTH, "2010-12-01", "2010-12-23");
    }

    @Test
    void everyKindOfLineReconciles() throws Exception {
        Path csvs = Files.createDirectory(folder.resolve("csvs"));
        Files.writeString(csvs.resolve("kinds.csv"), KINDS);
        reconciles(csvs, "2010-12-01", "2010-12-02");
    }

    private void reconciles(Path csvs, String from, String to) throws Exception {
        Commands commands = new Commands(new PrintWriter(System.err, true, UTF_8));
        String landing = folder.resolve("landing").toString();
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            String servers = "--bootstrap-servers=" + broker.bootstrapServers();
            commands.run(
                    new ProducersProgram(),
                    List.of("replay", "--schema=../schemas/online_retail.json", "--input=" + csvs + "/*.csv", servers));
            commands.run(
                    IngestProgram.command(),
                    List.of("land", "--schema=../schemas/online_retail.json", "--landing=" + landing, servers));
            commands.run(
                    IngestProgram.command(),
                    List.of("verify", "--topic=online_retail", "--landing=" + landing, servers));
        }
        JsonNode etl = commands.run(
                new EtlProgram(),
                List.of(
                        "etl",
                        "--from=" + from,
                        "--to=" + to,
                        "--landing=" + landing,
                        "--lake=" + folder.resolve("lake"),
                        "--schemas=../schemas",
                        "--products=../data/reference/products.csv"));

        String gold =
                folder.resolve("lake/gold/daily_online_retail/*/*.parquet").toString();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duckdb.createStatement()) {
            sql.execute(LINES.formatted(csvs + "/*.csv"));
            assertThat(rows(
                            sql,
                            "SELECT event_date, country, events, sum_amount FROM read_parquet('" + gold
                                    + "', hive_partitioning = true) ORDER BY ALL"))
                    .isNotEmpty()
                    .isEqualTo(rows(
                            sql,
                            "SELECT event_date, country, count(*), CAST(sum(amount) AS DECIMAL(28, 2)) "
                                    + "FROM clean GROUP BY ALL ORDER BY ALL"));
            long lines = number(
                    sql, "SELECT count(*) FROM read_csv('" + csvs + "/*.csv', all_varchar = true, header = true)");
            long valid = number(sql, "SELECT sum(copies) FROM clean");
            long clean = number(sql, "SELECT count(*) FROM clean");
            assertThat(List.of(sum(etl, "landed"), sum(etl, "clean"), sum(etl, "duplicates"), sum(etl, "quarantined")))
                    .containsExactly(lines, clean, valid - clean, lines - valid);
        }
    }

    private static long sum(JsonNode etl, String figure) {
        long sum = 0;
        for (JsonNode date : etl.path("dates")) {
            for (JsonNode topic : date.path("topics")) {
                sum += topic.path(figure).asLong();
            }
        }
        return sum;
    }

    private static long number(Statement sql, String query) throws SQLException {
        return Long.parseLong(rows(sql, query).get(0));
    }

    private static List<String> rows(Statement sql, String query) throws SQLException {
        try (ResultSet found = sql.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    cells.add(found.getString(i));
                }
                rows.add(String.join("|", cells));
            }
            return rows;
        }
    }
}
