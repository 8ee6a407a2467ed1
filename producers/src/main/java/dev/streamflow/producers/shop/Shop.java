package dev.streamflow.producers.shop;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.event.EventSource;
import dev.streamflow.producers.event.EventStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The simulation behind {@code user_events} and {@code transaction_events} ({@code "x-simulation": "shop"}). Session
 * <i>i</i> of day <i>d</i> is a function of the seed, <i>d</i> and <i>i</i>, so the two topics tell of the same visits
 * without knowing of each other. A day comes in the order in which its sessions start, each session's events together.
 */
public final class Shop implements EventSource {
    private static final int SESSION_BITS = 36;
    private static final long SESSION_MASK = (1L << SESSION_BITS) - 1;

    private final long seed;
    private final Catalog catalog = Catalog.read();
    private final SessionWriter writer;
    private final Map<LocalDate, Long> nextSession = new HashMap<>();

    private Shop(long seed, boolean orders) {
        this.seed = seed;
        this.writer = orders ? new Transactions(catalog) : new UserEvents(catalog);
    }

    /** The shop as this topic sees it: its orders where the schema has {@code items}, else its click stream. */
    public static Shop of(EventSchema schema, long seed) {
        return new Shop(seed, schema.field("items").isPresent());
    }

    @Override
    public EventStream next(LocalDate day, Amount amount) {
        return new Day(day, amount);
    }

    /** The sessions of a day that have something for this topic, as (start, number), sorted; 8 bytes for each. */
    private final class Day implements EventStream {
        private final LocalDate day;
        private final long epochDay;
        private final Session session = new Session(catalog);
        private final long last;
        private long[] sessions = new long[1024];
        private int size;
        private long cut;
        private int at = -1;
        private int index;
        private int count;

        Day(LocalDate day, Amount amount) {
            this.day = day;
            this.epochDay = day.toEpochDay();
            this.last = plan(nextSession.getOrDefault(day, 0L), amount);
            Arrays.sort(sessions, 0, size);
            nextSession.put(day, last + 1);
        }

        /** Collects sessions until there are enough; gives the number of the last one, whose surplus events are cut. */
        private long plan(long first, Amount amount) {
            long wanted = amount instanceof Events events ? events.count() : Long.MAX_VALUE;
            long end = amount instanceof Sessions few ? first + few.count() : Long.MAX_VALUE;
            SessionPlan plan = new SessionPlan();
            long number = first;
            for (long events = 0; events < wanted && number < end; number++) {
                plan.draw(seed, epochDay, number);
                int more = writer.count(plan);
                events += more;
                cut = Math.max(0, events - wanted);
                if (more > 0) {
                    add((long) plan.startMillis() << SESSION_BITS | number);
                }
            }
            return number - 1;
        }

        private void add(long entry) {
            if (size == sessions.length) {
                sessions = Arrays.copyOf(sessions, size * 2);
            }
            sessions[size++] = entry;
        }

        @Override
        public boolean next(Event event) {
            while (index == count) {
                if (++at >= size) {
                    return false;
                }
                long number = sessions[at] & SESSION_MASK;
                session.draw(seed, epochDay, number);
                index = 0;
                count = writer.count(session.plan()) - (number == last ? (int) cut : 0);
            }
            writer.write(session, index++, event.clear(day));
            return true;
        }
    }
}
