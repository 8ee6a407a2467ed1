package dev.streamflow.producers.shop;

import dev.streamflow.producers.random.AliasSampler;
import dev.streamflow.producers.random.SplitMix64;

/**
 * What kind of session it is, when it starts and how much it will emit: cheap enough to ask for every session of a day
 * before any is written. Filled again for each session; not thread-safe.
 */
final class SessionPlan {
    enum Kind {
        BOUNCE,
        BROWSE,
        ABANDON,
        BUY,
        /** By phone or on a marketplace: an order without any user event. */
        ORDER_ONLY
    }

    private static final Kind[] KINDS = Kind.values();
    private static final AliasSampler KIND = AliasSampler.of(30, 40, 13, 15, 2);
    private static final int MILLIS_PER_HOUR = 3_600_000;
    private static final AliasSampler HOUR =
            AliasSampler.of(2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 10, 11, 12, 11, 10, 10, 11, 12, 14, 16, 15, 11, 7, 4);
    private static final String[][] PAYMENTS = {
        {"completed"}, {"pending"}, {"failed"}, {"refunded"}, {"failed", "completed"}
    };
    private static final AliasSampler PAYMENT = AliasSampler.of(86, 4, 3, 3, 4);

    private final SplitMix64 random = new SplitMix64();
    private Kind kind = Kind.BOUNCE;
    private int startMillis;
    private int events;
    private String[] payments = {};

    /** Fills it for session {@code session} of that day; the draws left over tell the rest of the session. */
    SplitMix64 draw(long seed, long epochDay, long session) {
        random.seed(SplitMix64.split(SplitMix64.split(seed, epochDay), session));
        kind = KINDS[KIND.index(random)];
        startMillis = HOUR.index(random) * MILLIS_PER_HOUR + random.below(MILLIS_PER_HOUR);
        events = switch (kind) {
            case BOUNCE -> 1 + random.below(2);
            case BROWSE -> 3 + random.below(12);
            case ABANDON -> 5 + random.below(12);
            case BUY -> 8 + random.below(14);
            case ORDER_ONLY -> 0;
        };
        boolean pays = kind == Kind.BUY || kind == Kind.ORDER_ONLY;
        payments = pays ? PAYMENTS[PAYMENT.index(random)] : new String[0];
        return random;
    }

    Kind kind() {
        return kind;
    }

    /** Milliseconds from the day's midnight (UTC). */
    int startMillis() {
        return startMillis;
    }

    int events() {
        return events;
    }

    int orders() {
        return payments.length;
    }

    /** What became of the attempt to pay. */
    String status(int order) {
        return payments[order];
    }
}
