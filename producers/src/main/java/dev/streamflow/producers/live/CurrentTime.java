package dev.streamflow.producers.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.time.TimestampFormat;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.event.EventStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * Events as if they happened now: each has the time at which it is made for its event time, and an id that no earlier
 * round has had, in its key as well where the id is the key. An event without a readable time, or that is none, stays
 * as it is.
 */
public final class CurrentTime implements EventStream {
    private static final int TIME = 0;
    private static final int ID = 1;

    private final EventStream events;
    private final Clock clock;
    private final LongSupplier rounds;
    private final TimestampFormat format;
    private final LongPredicate plausible;
    private final Optional<FreshId> id;
    private final List<List<List<String>>> paths = new ArrayList<>();
    private final boolean isKey;
    private long round = -1;
    private long roundMillis = -1;

    /**
     * @param rounds how often the events have begun anew when the last one was read
     * @param clock for the time and for what makes ids unique
     */
    public CurrentTime(EventStream events, EventSchema schema, LongSupplier rounds, Clock clock) {
        this.events = events;
        this.rounds = rounds;
        this.clock = clock;
        EventTime time = schema.eventTime();
        this.format = time.format();
        this.plausible = time.plausible();
        this.id = FreshId.of(schema);
        paths.add(time.keys());
        id.ifPresent(fresh -> paths.add(List.of(fresh.field().keys())));
        this.isKey = id.isPresent()
                && schema.topic().key().equals(Optional.of(id.get().field().name()));
    }

    /**
     * Whether ids repeat in each round: the schema has some, and none of their fields can be changed or is the event
     * time.
     */
    public static boolean repeatsIds(EventSchema schema) {
        return !schema.id().isEmpty()
                && !schema.id().contains(schema.eventTime().field())
                && FreshId.of(schema).isEmpty();
    }

    @Override
    public boolean next(Event event) {
        if (!events.next(event)) {
            return false;
        }
        JsonValues values = JsonValues.in(event.value(), paths);
        if (values != null && isTime(values.text(TIME))) {
            begin(rounds.getAsLong());
            stamp(event, values);
        }
        return true;
    }

    private boolean isTime(String text) {
        return text != null && plausible.test(format.micros(text));
    }

    /** Two rounds never begin in the same second, since whole numbers as ids have seconds only. */
    private void begin(long current) {
        if (current != round) {
            round = current;
            roundMillis = Math.max(clock.millis(), roundMillis + 1000);
        }
    }

    private void stamp(Event event, JsonValues values) {
        long micros = clock.millis() * 1000;
        String now = format.text(micros);
        String old = id.isPresent() ? values.text(ID) : null;
        String fresh = old == null ? null : id.get().of(old, roundMillis);
        byte[] changed = values.with(Arrays.asList(now, fresh));
        byte[] key = event.keyOrNull();
        event.clear(event.day()).value().raw(changed);
        if (key != null) {
            boolean wasId = isKey && old != null && Arrays.equals(key, bytes(old));
            event.writeKey().raw(wasId ? bytes(fresh) : key);
        }
        event.at(format.micros(now));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public String place(long number) {
        return events.place(number);
    }

    @Override
    public String resumption(long done) {
        return "the same command sends all of them again, as new events";
    }
}
