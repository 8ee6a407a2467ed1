package dev.streamflow.etl;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.etl.LandingFixture.Landed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Random records of the two core topics: most are clean, some are there twice, some are broken in one of several ways.
 */
final class ShopLines {
    private static final List<String> SUFFIXES = List.of(".jsonl", ".jsonl.gz", ".jsonl.zst");
    private static final List<String> STATUS = List.of("completed", "completed", "completed", "pending", "refunded");
    private static final List<String> EVENTS =
            List.of("login", "page_view", "search", "click", "add_to_cart", "add_to_cart", "wishlist", "purchase");
    private static final List<String> HOURS = List.of("00", "01", "02", "05", "06", "23");
    private static final int IDS = 150;

    private final Random random;
    private boolean faults = true;
    private int visits;

    ShopLines(long seed) {
        this.random = new Random(seed);
    }

    /** From now on every record is clean, and there once. */
    ShopLines withoutFaults() {
        faults = false;
        return this;
    }

    /** From now on a record is of one of so many visits, where otherwise there are few. */
    ShopLines withVisits(int number) {
        visits = number;
        return this;
    }

    /** Lands records of both topics on a date, in files of some kind. */
    void land(LandingFixture landing, String date, int records) {
        String suffix = oneOf(SUFFIXES);
        landing.land("transaction_events", date, records(date, records, true), suffix);
        landing.land("user_events", date, records(date, records, false), suffix);
    }

    List<Landed> transactions(String date, int count) {
        return records(date, count, true);
    }

    List<Landed> events(String date, int count) {
        return records(date, count, false);
    }

    private List<Landed> records(String date, int count, boolean transactions) {
        List<Landed> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Few ids and few time stamps: one id comes up several times, with every way to break the tie.
            int number = faults ? random.nextInt(IDS) : i;
            String id = UUID.nameUUIDFromBytes((date + number).getBytes(UTF_8)).toString();
            String value = transactions ? transaction(date, id) : event(date, id);
            records.add(new Landed(random.nextInt(3), LandingFixture.FIRST_TIMESTAMP + random.nextInt(5), value));
        }
        return records;
    }

    /**
     * Who did it, and in which visit: mostly the visitor's own one, of some visits that a date has and others do not.
     */
    private String visit(String date, int sessions) {
        int session =
                8 * Integer.parseInt(date.substring(date.length() - 2)) + random.nextInt(Math.max(sessions, visits));
        int user = random.nextInt(4) == 0 ? 8 * random.nextInt(40) : session;
        return "\"user_id\":\"u%d\",\"session_id\":\"s%d\"".formatted(user, session);
    }

    /** Few hours, with gaps between them; fractions of a minute that end on half a hundredth. */
    private String time(String date) {
        return "\"event_timestamp\":\"%sT%s:0%d:00.%s00Z\""
                .formatted(date, oneOf(HOURS), random.nextInt(2), oneOf(List.of("0", "3")));
    }

    private String transaction(String date, String id) {
        int discount = random.nextInt(3) * random.nextInt(3333);
        BigDecimal share = BigDecimal.valueOf(10_000L - discount, 4);
        BigDecimal total = BigDecimal.ZERO;
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int quantity = 1 + random.nextInt(4);
            BigDecimal price = BigDecimal.valueOf(random.nextInt(5) * 1111L, 2);
            total = total.add(
                    price.multiply(BigDecimal.valueOf(quantity)).multiply(share).setScale(2, RoundingMode.HALF_UP));
            // Of 250 products, those from P0201 on are not in the reference list.
            items.add("{\"product_id\":\"P%04d\",\"category\":\"C%d\",\"quantity\":%d,\"unit_price\":%s}"
                    .formatted(1 + random.nextInt(250), random.nextInt(3), quantity, price.toPlainString()));
        }
        String value = ("{\"transaction_id\":\"%s\",%s,%s,"
                        + "\"items\":[%s],\"discount_percentage\":%s,\"total_amount\":%s,\"currency\":\"USD\","
                        + "\"payment_method\":\"paypal\",\"status\":\"%s\",\"customer_segment\":\"vip\",\"is_new_customer\":false,"
                        + "\"order_source\":\"web\",\"geo\":{\"country\":\"%s\",\"city\":\"Zürich\"}}")
                .formatted(
                        id,
                        visit(date, 40),
                        time(date),
                        String.join(",", items),
                        BigDecimal.valueOf(discount, 2).toPlainString(),
                        total.toPlainString(),
                        oneOf(STATUS),
                        oneOf(List.of("CH", "DE")));
        return switch (faults ? random.nextInt(20) : 20) {
            case 0 -> value.replaceFirst("\"total_amount\":", "\"total_amount\":1");
            case 1 -> value.replaceFirst("\"quantity\":\\d", "\"quantity\":0");
            case 2 -> value.replaceFirst("\"unit_price\":([\\d.]+)", "\"unit_price\":$15");
            case 3 -> value.replaceFirst("\"user_id\":\"u\\d+\"", "\"user_id\":null");
            case 4 -> value.replace("\"currency\":\"USD\"", "\"currency\":\"USD\",\"currency\":\"USD\"");
            default -> value;
        };
    }

    private String event(String date, String id) {
        String type = oneOf(EVENTS.subList(0, EVENTS.size() - (faults ? 0 : 1)));
        return ("{\"event_id\":\"%s\",\"event_type\":\"%s\",%s,%s,"
                        + "\"page\":\"/\",\"product_id\":%s,\"device\":{\"type\":\"%s\",\"os\":\"iOS\",\"browser\":\"Safari\"},"
                        + "\"geo\":{\"country\":\"CH\",\"city\":\"Bern\"},\"properties\":{\"search_query\":%s}}")
                .formatted(
                        id,
                        type,
                        visit(date, 25),
                        time(date),
                        oneOf(List.of(faults ? "null" : "\"P0003\"", "\"P0001\"", "\"P0002\"", "\"P0230\"")),
                        oneOf(List.of("mobile", "desktop")),
                        oneOf(List.of(faults ? "null" : "\"sofa\"", "\"lamp\"")));
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
