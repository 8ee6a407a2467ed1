package dev.streamflow.producers.faults;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.event.EventStream;
import dev.streamflow.producers.random.SplitMix64;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Makes a share of a stream dirty, each kind with the same chance: malformed, duplicate (sent once more, up to 1000
 * events later), late (sent when the next day has been produced, or at the end) and rule-breaking. What is kept back is
 * bounded: beyond that the oldest late event is sent early. The seed and the stream alone decide.
 */
public final class FaultInjector implements EventStream {
    private static final int KINDS = 4;
    private static final int MOST_DELAY = 1000;
    private static final int MOST_HELD = 50_000;

    private final EventStream clean;
    private final double share;
    private final SplitMix64 random;
    private final EventFaults faults;
    private final Queue<DelayedEvent> copies = new PriorityQueue<>(Comparator.comparingLong(DelayedEvent::due));
    private final Deque<DelayedEvent> due = new ArrayDeque<>();
    private final Event ahead = new Event();
    private Deque<DelayedEvent> lateOfYesterday = new ArrayDeque<>();
    private Deque<DelayedEvent> lateOfToday = new ArrayDeque<>();
    private LocalDate today;
    private boolean isAhead;
    private boolean ended;
    private long taken;
    private long malformed;
    private long duplicate;
    private long late;
    private long ruleBreaking;

    /** @param share of the events, 0..1, that become dirty */
    public FaultInjector(EventStream clean, EventSchema schema, double share, long seed) {
        this.clean = clean;
        this.share = share;
        this.random = new SplitMix64(SplitMix64.split(seed, SplitMix64.seedOf("dirt")));
        this.faults = new EventFaults(schema);
    }

    /** What has been emitted so far. */
    public FaultCounts counts() {
        return new FaultCounts(malformed, duplicate, late, ruleBreaking);
    }

    @Override
    public boolean next(Event event) {
        while (true) {
            if (!due.isEmpty()) {
                due.poll().into(event);
                late++;
                return true;
            } else if (!copies.isEmpty() && (ended || copies.peek().due() <= taken)) {
                copies.poll().into(event);
                duplicate++;
                return true;
            } else if (ended) {
                return false;
            } else if (take(event) && !inject(event)) {
                return true;
            }
        }
    }

    /** Reads the next clean event; {@code false} when late ones come before it, or there is none. */
    private boolean take(Event event) {
        if (isAhead) {
            isAhead = false;
            DelayedEvent.of(ahead, 0).into(event);
            return true;
        } else if (!clean.next(event)) {
            ended = true;
            due.addAll(lateOfYesterday);
            due.addAll(lateOfToday);
            return false;
        }
        taken++;
        if (!event.day().equals(today)) {
            today = event.day();
            due.addAll(lateOfYesterday);
            lateOfYesterday = lateOfToday;
            lateOfToday = new ArrayDeque<>();
        }
        if (!due.isEmpty()) {
            isAhead = true;
            DelayedEvent.of(event, 0).into(ahead);
        }
        return !isAhead;
    }

    /** Makes it dirty, if it is its turn; {@code true} when it is kept back. */
    private boolean inject(Event event) {
        if (!random.chance(share)) {
            return false;
        }
        switch (random.below(KINDS)) {
            case 0 -> {
                Malformed.make(event.value(), random);
                malformed++;
            }
            case 1 -> copies.add(DelayedEvent.of(event, taken + 1 + random.below(MOST_DELAY)));
            case 2 -> {
                lateOfToday.add(DelayedEvent.of(event, 0));
                if (lateOfToday.size() > MOST_HELD) {
                    due.add(lateOfToday.poll());
                }
                return true;
            }
            default -> {
                faults.add(event.value(), random);
                ruleBreaking++;
            }
        }
        return false;
    }
}
