package dev.streamflow.producers.shop;

import static dev.streamflow.producers.Streams.all;
import static dev.streamflow.producers.Streams.schema;
import static dev.streamflow.producers.Streams.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.producers.Streams.Seen;
import dev.streamflow.producers.Validator;
import dev.streamflow.producers.event.EventSource.Events;
import dev.streamflow.producers.event.EventSource.Sessions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final EventSchema CLICKS = schema("user_events");
    private static final EventSchema ORDERS = schema("transaction_events");

    private static List<JsonNode> events(EventSchema schema, long sessions) {
        return values(Shop.of(schema, 7).next(DAY, new Sessions(sessions))).stream()
                .map(Validator::read)
                .toList();
    }

    private static String text(JsonNode event, String field) {
        return event.path(field).asText();
    }

    @Test
    void sameArgumentsGiveTheSameBytesAndAnotherSeedOthers() {
        List<Seen> first = all(Shop.of(CLICKS, 7).next(DAY, new Events(5000)));

        assertThat(first).hasSize(5000).isEqualTo(all(Shop.of(CLICKS, 7).next(DAY, new Events(5000))));
        assertThat(first).doesNotContainAnyElementsOf(all(Shop.of(CLICKS, 8).next(DAY, new Events(5000))));
    }

    @Test
    void roundsGoOnWhereTheRoundBeforeEnded() {
        Set<String> whole = new HashSet<>(values(Shop.of(CLICKS, 7).next(DAY, new Sessions(300))));
        Shop shop = Shop.of(CLICKS, 7);
        List<String> parts = new ArrayList<>(values(shop.next(DAY, new Sessions(100))));
        parts.addAll(values(shop.next(DAY, new Sessions(200))));

        assertThat(parts).hasSameSizeAs(whole).containsExactlyInAnyOrderElementsOf(whole);
    }

    @Test
    void countCutsThePrefixOfSessions() {
        Set<String> sessions = new HashSet<>(values(Shop.of(ORDERS, 7).next(DAY, new Sessions(20_000))));

        assertThat(values(Shop.of(ORDERS, 7).next(DAY, new Events(777))))
                .hasSize(777)
                .isSubsetOf(sessions);
        assertThat(values(Shop.of(ORDERS, 7).next(DAY, new Events(0)))).isEmpty();
    }

    @Test
    void everyEventSatisfiesItsSchema() {
        for (EventSchema schema : List.of(CLICKS, ORDERS)) {
            values(Shop.of(schema, 3).next(DAY, new Sessions(5000)))
                    .forEach(event -> assertThat(Validator.faults(schema, event))
                            .as(event)
                            .isEmpty());
        }
    }

    @Test
    void keyIsTheUserAndTheTimeIsTheEvents() {
        for (Seen event : all(Shop.of(CLICKS, 7).next(DAY, new Events(2000)))) {
            JsonNode json = Validator.read(event.value());
            assertThat(event.key()).isEqualTo(text(json, "user_id"));
            Instant time = Instant.parse(text(json, "event_timestamp"));
            assertThat(event.micros()).isEqualTo(time.toEpochMilli() * 1000);
        }
    }

    @Test
    void clickRulesHold() {
        for (JsonNode event : events(CLICKS, 3000)) {
            String type = text(event, "event_type");
            if (Set.of("add_to_cart", "remove_from_cart", "wishlist").contains(type)) {
                assertThat(event.has("product_id")).isTrue();
            } else if (type.equals("search")) {
                assertThat(event.path("properties").has("search_query")).isTrue();
            }
        }
    }

    @Test
    void aSessionsEventsComeTogetherInTheOrderOfTime() {
        List<JsonNode> events = events(CLICKS, 2000);
        Set<String> over = new HashSet<>();
        for (int i = 1; i < events.size(); i++) {
            String session = text(events.get(i), "session_id");
            String before = text(events.get(i - 1), "session_id");
            if (session.equals(before)) {
                assertThat(text(events.get(i), "event_timestamp"))
                        .isGreaterThan(text(events.get(i - 1), "event_timestamp"));
            } else {
                over.add(before);
            }
            assertThat(over).doesNotContain(session);
        }
    }

    /** Per session: its user and, of the cart, the products that went in and never came out. */
    private static Map<String, Set<String>> carts(List<JsonNode> clicks) {
        Map<String, Set<String>> carts = new HashMap<>();
        for (JsonNode click : clicks) {
            Set<String> cart = carts.computeIfAbsent(text(click, "session_id"), id -> new HashSet<>());
            if (text(click, "event_type").equals("add_to_cart")) {
                cart.add(text(click, "product_id"));
            }
        }
        return carts;
    }

    @Test
    void bothTopicsTellOfTheSameVisits() {
        List<JsonNode> clicks = events(CLICKS, 20_000);
        Map<String, Set<String>> carts = carts(clicks);
        Map<String, String> users = new HashMap<>();
        Map<String, String> firstClick = new HashMap<>();
        for (JsonNode click : clicks) {
            users.put(text(click, "session_id"), text(click, "user_id"));
            firstClick.putIfAbsent(text(click, "session_id"), text(click, "event_timestamp"));
        }
        int joined = 0;
        int orderOnly = 0;
        for (JsonNode order : events(ORDERS, 20_000)) {
            String session = text(order, "session_id");
            boolean web = Set.of("web", "mobile_app").contains(text(order, "order_source"));
            assertThat(users.containsKey(session)).isEqualTo(web);
            if (web) {
                joined++;
                assertThat(text(order, "user_id")).isEqualTo(users.get(session));
                assertThat(text(order, "event_timestamp")).isGreaterThan(firstClick.get(session));
                order.path("items")
                        .forEach(item -> assertThat(carts.get(session)).contains(text(item, "product_id")));
            } else {
                orderOnly++;
            }
        }
        assertThat(joined).isGreaterThan(2000);
        assertThat(orderOnly).isGreaterThan(200);
    }

    @Test
    void moneyAddsUpToTheCent() {
        List<JsonNode> orders = values(Shop.of(ORDERS, 7).next(DAY, new Events(100_000))).stream()
                .map(Validator::read)
                .toList();
        assertThat(orders).hasSize(100_000);
        for (JsonNode order : orders) {
            BigDecimal share = BigDecimal.ONE.subtract(
                    order.path("discount_percentage").decimalValue().movePointLeft(2));
            BigDecimal total = BigDecimal.ZERO;
            for (JsonNode item : order.path("items")) {
                BigDecimal gross = item.path("quantity")
                        .decimalValue()
                        .multiply(item.path("unit_price").decimalValue());
                total = total.add(gross.multiply(share).setScale(2, RoundingMode.HALF_UP));
            }
            assertThat(order.path("total_amount").decimalValue()).isEqualByComparingTo(total);
        }
    }

    @Test
    void linesAreRoundedHalfUp() {
        assertThat(Basket.lineCents(1, 105, 5000)).isEqualTo(53);
        assertThat(Basket.lineCents(3, 333, 1250)).isEqualTo(874);
    }

    @Test
    void theShareOfEachKindIsSensible() {
        List<JsonNode> orders = events(ORDERS, 40_000);
        Map<String, Long> statuses =
                orders.stream().collect(Collectors.groupingBy(order -> text(order, "status"), Collectors.counting()));
        assertThat(statuses.get("completed") / (double) orders.size()).isCloseTo(0.87, within(0.03));
        assertThat(statuses).containsOnlyKeys("completed", "pending", "failed", "refunded");
        Set<String> users = orders.stream().map(order -> text(order, "user_id")).collect(Collectors.toSet());
        assertThat(users.size()).isBetween(orders.size() / 3, orders.size() - 1);

        List<JsonNode> items = orders.stream()
                .flatMap(order -> java.util.stream.StreamSupport.stream(
                        order.path("items").spliterator(), false))
                .toList();
        double unknown = items.stream()
                .filter(item -> text(item, "product_id").startsWith("X"))
                .count();
        assertThat(unknown / items.size()).isBetween(0.0003, 0.003);
    }

    @Test
    void fewEventsCrossMidnight() {
        List<JsonNode> clicks = events(CLICKS, 20_000);
        long after = clicks.stream()
                .filter(click -> !text(click, "event_timestamp").startsWith("2026-01-01T"))
                .count();

        assertThat(after / (double) clicks.size()).isBetween(0.00001, 0.01);
    }

    @Test
    void usersReturnOnOtherDays() {
        Set<String> first = users(DAY);
        Set<String> second = users(DAY.plusDays(1));
        second.retainAll(first);

        assertThat(second.size()).isGreaterThan(first.size() / 20);
    }

    private static Set<String> users(LocalDate day) {
        return all(Shop.of(CLICKS, 7).next(day, new Sessions(5000))).stream()
                .map(Seen::key)
                .collect(Collectors.toSet());
    }
}
