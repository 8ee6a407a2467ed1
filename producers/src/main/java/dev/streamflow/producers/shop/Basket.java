package dev.streamflow.producers.shop;

import dev.streamflow.producers.random.AliasSampler;
import dev.streamflow.producers.random.SplitMix64;

/**
 * What a session buys, in whole cents. The amount of a line is round(quantity · unit price · (1 − discount / 100), 2),
 * half up, and the total is the sum of the lines' amounts. Filled again for each session; not thread-safe.
 */
final class Basket {
    private static final int MOST_LINES = 8;
    private static final int[] DISCOUNTS = {0, 500, 1000, 1250, 2000};
    private static final AliasSampler DISCOUNT = AliasSampler.of(74, 10, 8, 4, 4);
    private static final AliasSampler QUANTITY = AliasSampler.of(70, 17, 6, 4, 3);
    private static final int WHOLE = 10_000;

    private final Catalog catalog;
    private final int[] products = new int[MOST_LINES];
    private final int[] quantities = new int[MOST_LINES];
    private final long[] cents = new long[MOST_LINES];
    private int lines;
    private int discount;

    Basket(Catalog catalog) {
        this.catalog = catalog;
    }

    void fill(Session session, long epochDay, SplitMix64 random) {
        lines = 0;
        SessionPlan plan = session.plan();
        if (plan.orders() == 0) {
            return;
        }
        for (int i = 0; i < plan.events(); i++) {
            switch (session.action(i)) {
                case ADD -> add(session.product(i));
                case REMOVE -> remove(session.product(i));
                default -> {}
            }
        }
        for (int i = plan.events() == 0 ? random.below(3) : -1; i >= 0; i--) {
            add(catalog.draw(random));
        }
        for (int line = 0; line < lines; line++) {
            quantities[line] += QUANTITY.index(random);
            cents[line] = catalog.cents(products[line], epochDay);
        }
        discount = DISCOUNTS[DISCOUNT.index(random)];
    }

    private void add(int product) {
        for (int line = 0; line < lines; line++) {
            if (products[line] == product) {
                quantities[line]++;
                return;
            }
        }
        products[lines] = product;
        quantities[lines++] = 1;
    }

    /** Takes the product out again, unless nothing would be left to buy. */
    private void remove(int product) {
        int line = -1;
        for (int i = 0; i < lines; i++) {
            line = products[i] == product ? i : line;
        }
        if (line >= 0 && lines > 1) {
            products[line] = products[--lines];
            quantities[line] = quantities[lines];
        }
    }

    int lines() {
        return lines;
    }

    int product(int line) {
        return products[line];
    }

    int quantity(int line) {
        return quantities[line];
    }

    /** The price of one unit before the discount. */
    long cents(int line) {
        return cents[line];
    }

    /** In hundredths of a percent. */
    int discount() {
        return discount;
    }

    long totalCents() {
        long total = 0;
        for (int line = 0; line < lines; line++) {
            total += lineCents(quantities[line], cents[line], discount);
        }
        return total;
    }

    /** The amount of a line in cents, rounded half up, exactly; {@code discount} in hundredths of a percent. */
    static long lineCents(long quantity, long cents, int discount) {
        return (quantity * cents * (WHOLE - discount) + WHOLE / 2) / WHOLE;
    }
}
