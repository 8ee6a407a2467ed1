package dev.streamflow.producers.shop;

import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.random.AliasSampler;
import dev.streamflow.producers.random.SplitMix64;

/** Writes the attempts to pay of a session: {@code schemas/transaction_events.json}. */
final class Transactions implements SessionWriter {
    private static final String[] METHODS = {"credit_card", "debit_card", "paypal", "bank_transfer", "gift_card"};
    private static final AliasSampler METHOD = AliasSampler.of(45, 20, 24, 7, 4);
    private static final double FIRST_ORDER_OF_NEW = 0.6;
    private static final long ID_STREAM = 0x5EED_0002;
    private static final long RETRY_MICROS = 45_000_000;
    private static final int RETRY_SPREAD_MICROS = 180_000_000;

    private final Catalog catalog;
    private final SplitMix64 random = new SplitMix64();

    Transactions(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public int count(SessionPlan plan) {
        return plan.orders();
    }

    @Override
    public void write(Session session, int index, Event event) {
        random.seed(SplitMix64.split(session.id(), ID_STREAM));
        boolean first = random.chance(FIRST_ORDER_OF_NEW);
        String source = source(session);
        long retry = RETRY_MICROS + random.below(RETRY_SPREAD_MICROS / 1000) * 1000L;
        random.seed(SplitMix64.split(session.id(), ID_STREAM + 1 + index));
        long micros = session.checkoutMicros() + index * retry;
        Visitor visitor = session.visitor();
        JsonBytes json = event.value();
        json.raw("{\"transaction_id\":\"").uuid(random.next(), random.next());
        json.raw("\",\"user_id\":\"").raw(visitor.id());
        json.raw("\",\"session_id\":\"s-").hex(session.id());
        json.raw("\",\"event_timestamp\":\"").instant(micros);
        json.raw("\",\"items\":[");
        items(json, session.basket());
        json.raw("],\"discount_percentage\":").decimal(session.basket().discount(), 2);
        json.raw(",\"total_amount\":").decimal(session.basket().totalCents(), 2);
        json.raw(",\"currency\":\"USD\",\"payment_method\":\"").raw(METHODS[METHOD.index(random)]);
        json.raw("\",\"status\":\"").raw(session.plan().status(index));
        json.raw("\",\"customer_segment\":\"").raw(visitor.segment());
        json.raw("\",\"is_new_customer\":").raw(first && visitor.segment().equals("new") ? "true" : "false");
        json.raw(",\"order_source\":\"").raw(source);
        json.raw("\",\"geo\":{\"country\":").string(visitor.home().country());
        json.raw(",\"city\":").string(visitor.home().city()).raw("}}");
        event.writeKey().raw(visitor.id());
        event.at(micros);
    }

    private void items(JsonBytes json, Basket basket) {
        for (int line = 0; line < basket.lines(); line++) {
            Product product = catalog.product(basket.product(line));
            json.raw(line == 0 ? "{\"product_id\":\"" : ",{\"product_id\":\"").raw(product.id());
            json.raw("\",\"category\":").string(product.category());
            json.raw(",\"quantity\":").number(basket.quantity(line));
            json.raw(",\"unit_price\":").decimal(basket.cents(line), 2).raw('}');
        }
    }

    private String source(Session session) {
        boolean coin = random.chance(0.5);
        if (session.plan().kind() == SessionPlan.Kind.ORDER_ONLY) {
            return coin ? "phone" : "marketplace";
        }
        return coin && session.visitor().device().type().equals("mobile") ? "mobile_app" : "web";
    }
}
