package dev.streamflow.producers.shop;

import dev.streamflow.producers.random.SplitMix64;

/**
 * One visit: a function of the seed, the day and its number, whichever topic asks. It holds the click stream in time
 * order and what was bought in the end. Filled again for each session; not thread-safe.
 */
final class Session {
    /** What a user does, and where. */
    enum Action {
        LOGIN,
        LOGOUT,
        HOME,
        CATEGORY,
        SEARCH,
        CLICK,
        PRODUCT,
        ADD,
        REMOVE,
        WISH,
        CHECKOUT,
        THANKS
    }

    private static final Action[] STROLL = {
        Action.CATEGORY, Action.SEARCH, Action.CLICK, Action.PRODUCT, Action.PRODUCT, Action.WISH, Action.CLICK
    };
    private static final int MOST_EVENTS = 32;
    private static final double MEDIAN_GAP_MILLIS = 18_000;
    private static final double GAP_SIGMA = 0.9;
    private static final long MICROS_PER_MILLI = 1000;
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final Catalog catalog;
    private final SessionPlan plan = new SessionPlan();
    private final SplitMix64 visitorDraws = new SplitMix64();
    private final Basket basket;
    private final Action[] actions = new Action[MOST_EVENTS];
    private final int[] products = new int[MOST_EVENTS];
    private final long[] micros = new long[MOST_EVENTS];
    private Visitor visitor = Visitor.of(0, 1, visitorDraws);
    private long id;
    private long endMicros;
    private SplitMix64 random = new SplitMix64();

    Session(Catalog catalog) {
        this.catalog = catalog;
        this.basket = new Basket(catalog);
    }

    Session draw(long seed, long epochDay, long number) {
        random = plan.draw(seed, epochDay, number);
        id = SplitMix64.split(SplitMix64.split(seed, epochDay), number);
        visitor = Visitor.of(seed, Visitor.draw(number, random), visitorDraws);
        script();
        walk(epochDay * MILLIS_PER_DAY + plan.startMillis());
        basket.fill(this, epochDay, random);
        return this;
    }

    /** Who does what in which order: arrive, look around, fill the cart, pay, leave. */
    private void script() {
        int last = plan.events() - 1;
        for (int i = 0; i <= last; i++) {
            actions[i] = i == 0 ? Action.HOME : STROLL[random.below(STROLL.length)];
        }
        boolean cart = plan.kind() == SessionPlan.Kind.ABANDON || plan.kind() == SessionPlan.Kind.BUY;
        if (cart || (last >= 3 && random.chance(0.3))) {
            actions[1] = Action.LOGIN;
        }
        if (plan.kind() == SessionPlan.Kind.BUY) {
            actions[last - 1] = Action.CHECKOUT;
            actions[last] = Action.THANKS;
        } else if (last >= 3 && random.chance(0.2)) {
            actions[last] = Action.LOGOUT;
        }
        if (cart) {
            fillCart(last);
        }
    }

    /**
     * One to four products into the cart, between the login and the last two steps; now and then one of several is
     * taken out again.
     */
    private void fillCart(int last) {
        int room = last - 3;
        int adds = 1 + random.below(Math.min(4, Math.max(1, room / 2)));
        for (int k = 0; k < adds; k++) {
            actions[2 + k * room / adds] = Action.ADD;
        }
        if (adds > 1 && random.chance(0.15)) {
            int after = 2 + (adds - 1) * room / adds - 1;
            actions[after] = actions[after] == Action.ADD ? Action.ADD : Action.REMOVE;
        }
    }

    /** Gives each step its time and product; one stays with a product until the next is looked at. */
    private void walk(long startMillis) {
        long millis = startMillis;
        int product = catalog.draw(random);
        int added = product;
        for (int i = 0; i < plan.events(); i++) {
            boolean another = actions[i] == Action.CLICK || actions[i] == Action.ADD;
            product = another ? catalog.draw(random) : product;
            added = actions[i] == Action.ADD ? product : added;
            products[i] = actions[i] == Action.REMOVE ? added : product;
            micros[i] = millis * MICROS_PER_MILLI;
            millis += 500 + Math.min(1_800_000, (long) random.lognormal(MEDIAN_GAP_MILLIS, GAP_SIGMA));
        }
        int events = plan.events();
        endMicros = events > 1 ? micros[events - 2] + MICROS_PER_MILLI * 400 : millis * MICROS_PER_MILLI;
    }

    SessionPlan plan() {
        return plan;
    }

    Visitor visitor() {
        return visitor;
    }

    Basket basket() {
        return basket;
    }

    /** Its identity: written as {@code s-} and 16 hexadecimal digits. */
    long id() {
        return id;
    }

    Action action(int event) {
        return actions[event];
    }

    int product(int event) {
        return products[event];
    }

    /** When it happened, microseconds since 1970. */
    long micros(int event) {
        return micros[event];
    }

    /** When the first attempt to pay is made: right after the checkout. */
    long checkoutMicros() {
        return endMicros;
    }
}
