package dev.streamflow.streaming.windows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.streaming.SharedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A topic of sales, and the same records in a file for the judge. */
final class SalesTopic {
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final String name;
    private final Path file;
    private final int spacing;
    private final Random random = new Random(5);
    private final List<String> sent = new ArrayList<>();
    private String first;
    private long order;
    private long records;

    SalesTopic(String name, Path folder) {
        this(name, folder, 60);
    }

    /** @param spacing so many seconds are events apart at most */
    SalesTopic(String name, Path folder, int spacing) {
        this.name = name;
        this.spacing = spacing;
        this.file = folder.resolve(name + ".jsonl");
        SharedBroker.create(name, 2);
    }

    String name() {
        return name;
    }

    /** How many records were sent. */
    long records() {
        return records;
    }

    /** So many valid events from that time on, some seconds apart in both partitions; one of ten is sent twice. */
    Instant sell(Instant from, int events) throws IOException {
        Instant at = from;
        for (int i = 0; i < events; i++) {
            String sale = sale(order++, at);
            send(sale);
            if (random.nextInt(10) == 0) {
                send(sale);
            }
            at = at.plusSeconds(1 + random.nextInt(spacing));
        }
        SharedBroker.flush();
        Files.write(file, sent, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        sent.clear();
        return at;
    }

    String sale(long number, Instant at) {
        return String.format(
                Locale.ROOT,
                "{\"order_id\":\"SO-%d\",\"order_date\":\"%s\",\"product\":\"P%d\",\"quantity\":%d,\"unit_price\":%d.%02d,"
                        + "\"store\":\"%s\"}",
                number,
                at,
                random.nextInt(3),
                1 + random.nextInt(5),
                random.nextInt(90),
                1 + random.nextInt(99),
                List.of("North", "South", "İzmir").get(random.nextInt(3)));
    }

    /** The first event that was sent. */
    String first() {
        return first;
    }

    /** Sends a value that the judge sees as well. */
    void send(String value) {
        first = first == null ? value : first;
        dirt(value.hashCode() & 1, value.getBytes(UTF_8));
        sent.add(value);
    }

    /** Sends bytes that the judge does not see. */
    void dirt(int partition, byte[] value) {
        records++;
        SharedBroker.send(name, partition, START.toEpochMilli(), value);
    }

    /** Each event once, valued as the schema says: the judge's table. */
    String once() {
        return "(SELECT DISTINCT order_id, CAST(order_date AS TIMESTAMP) AS moment, store, product, quantity,"
                + " CAST(round(quantity * CAST(unit_price AS DECIMAL(18,2)), 2) AS DECIMAL(18,2)) AS amount"
                + " FROM read_json('" + file + "', format = 'newline_delimited', columns = {order_id: 'VARCHAR',"
                + " order_date: 'VARCHAR', store: 'VARCHAR', product: 'VARCHAR', quantity: 'BIGINT',"
                + " unit_price: 'DECIMAL(18,2)'}))";
    }

    /** What the windows have to be, computed from the events by themselves. */
    List<String> expected(String where) {
        return Duck.query("SELECT start, start + INTERVAL 1 HOUR, store, count(*), sum(quantity), sum(amount) FROM "
                + once() + ", (SELECT unnest(range(4)) AS n), LATERAL (SELECT time_bucket(INTERVAL 15 MINUTE, moment)"
                + " - n * INTERVAL 15 MINUTE AS start) " + where + " GROUP BY ALL ORDER BY ALL");
    }

    /** The published windows, read as anybody would. */
    static List<String> published(Path output) throws IOException {
        return Duck.query(
                "SELECT window_start::TIMESTAMP, window_end::TIMESTAMP, store, events, sum_quantity, sum_amount FROM '"
                        + output.resolve("current").toRealPath() + "/windows/*.parquet' ORDER BY ALL");
    }
}
