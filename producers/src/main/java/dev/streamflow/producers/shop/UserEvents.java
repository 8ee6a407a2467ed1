package dev.streamflow.producers.shop;

import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.random.SplitMix64;
import java.util.Locale;

/** Writes the events of a session: {@code schemas/user_events.json}. */
final class UserEvents implements SessionWriter {
    private static final String[] REFERRERS = {
        "https://www.google.com", "https://www.bing.com", "https://newsletter.example.com", "https://www.instagram.com"
    };
    private static final long ID_STREAM = 0x5EED_0001;

    private final Catalog catalog;
    private final JsonBytes visit = new JsonBytes();
    private final SplitMix64 random = new SplitMix64();

    UserEvents(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public int count(SessionPlan plan) {
        return plan.events();
    }

    @Override
    public void write(Session session, int index, Event event) {
        if (index == 0) {
            visit(session.visitor());
            random.seed(SplitMix64.split(session.id(), ID_STREAM));
        }
        Session.Action action = session.action(index);
        Product product = catalog.product(session.product(index));
        JsonBytes json = event.value();
        json.raw("{\"event_id\":\"").uuid(random.next(), random.next());
        json.raw("\",\"event_type\":\"").raw(type(action));
        json.raw("\",\"user_id\":\"").raw(session.visitor().id());
        json.raw("\",\"session_id\":\"s-").hex(session.id());
        json.raw("\",\"event_timestamp\":\"").instant(session.micros(index));
        json.raw("\",\"page\":\"");
        page(json, action, product);
        if (ofProduct(action)) {
            json.raw("\",\"product_id\":\"").raw(product.id());
        }
        json.raw("\",").raw(visit);
        properties(json, action, product);
        json.raw('}');
        event.writeKey().raw(session.visitor().id());
        event.at(session.micros(index));
    }

    private void visit(Visitor visitor) {
        Visitor.Device device = visitor.device();
        visit.clear().raw("\"device\":{\"type\":").string(device.type());
        visit.raw(",\"os\":").string(device.os()).raw(",\"browser\":").string(device.browser());
        visit.raw("},\"geo\":{\"country\":").string(visitor.home().country());
        visit.raw(",\"city\":").string(visitor.home().city()).raw('}');
    }

    private void properties(JsonBytes json, Session.Action action, Product product) {
        int number = random.below(100);
        switch (action) {
            case HOME ->
                json.raw(",\"properties\":{\"referrer\":\"")
                        .raw(REFERRERS[number % REFERRERS.length])
                        .raw("\"}");
            case SEARCH ->
                json.raw(",\"properties\":{\"search_query\":")
                        .string(product.name().toLowerCase(Locale.ROOT))
                        .raw('}');
            case CLICK ->
                json.raw(",\"properties\":{\"position\":")
                        .number(1 + number / 4)
                        .raw('}');
            default -> {}
        }
    }

    private static String type(Session.Action action) {
        return switch (action) {
            case LOGIN -> "login";
            case LOGOUT -> "logout";
            case SEARCH -> "search";
            case CLICK -> "click";
            case ADD -> "add_to_cart";
            case REMOVE -> "remove_from_cart";
            case WISH -> "wishlist";
            case HOME, CATEGORY, PRODUCT, CHECKOUT, THANKS -> "page_view";
        };
    }

    private static void page(JsonBytes json, Session.Action action, Product product) {
        switch (action) {
            case LOGIN, LOGOUT -> json.raw("/account");
            case HOME -> json.raw("/");
            case SEARCH, CLICK -> json.raw("/search");
            case CATEGORY -> json.raw("/category/").raw(product.category().replace(" & ", "-"));
            case PRODUCT, WISH, ADD -> json.raw("/product/").raw(product.id());
            case REMOVE -> json.raw("/cart");
            case CHECKOUT -> json.raw("/checkout");
            case THANKS -> json.raw("/order/confirmation");
        }
    }

    private static boolean ofProduct(Session.Action action) {
        return switch (action) {
            case CLICK, PRODUCT, WISH, ADD, REMOVE -> true;
            default -> false;
        };
    }
}
