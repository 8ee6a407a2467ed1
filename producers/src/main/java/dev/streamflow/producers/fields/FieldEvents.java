package dev.streamflow.producers.fields;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.producers.event.EventSource;
import dev.streamflow.producers.event.EventStream;
import dev.streamflow.producers.random.SplitMix64;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Events drawn field by field, as a schema's {@code x-generate} says. Event <i>i</i> of day <i>d</i> is a function of
 * the seed, the schema, <i>d</i> and <i>i</i>; sequences count within the day. Event times lie anywhere in the day, so
 * the events are in no order of time.
 */
public final class FieldEvents implements EventSource {
    private final long seed;
    private final ObjectGenerator event;
    private final TimeGenerator time;
    private final PropertyGenerator key;
    private final String name;
    private final String id;
    private final long idValues;
    private final GenerationContext context = new GenerationContext();
    private final Map<LocalDate, Long> nextNumber = new HashMap<>();

    private FieldEvents(EventSchema schema, long seed) {
        this.seed = SplitMix64.split(seed, SplitMix64.seedOf(schema.name()));
        GeneratorFactory factory = new GeneratorFactory(schema, this.seed);
        this.event = factory.event(schema);
        this.key = schema.topic().key().map(factory::property).orElse(null);
        this.idValues = factory.idValues();
        this.name = schema.name();
        this.id = String.join(", ", schema.id());
        this.time = time(factory, schema.eventTime().field().split("\\."));
        if (time == null) {
            throw new UsageException("Cannot generate " + schema.eventTime().field() + " of " + schema.name()
                    + ": an event time is drawn by time-of-day, or without x-generate evenly over the day");
        }
    }

    private static TimeGenerator time(GeneratorFactory factory, String[] path) {
        PropertyGenerator property = factory.property(path[0]);
        for (int i = 1; i < path.length; i++) {
            property = ((ObjectGenerator) property.generator()).property(path[i]);
        }
        return property.generator() instanceof TimeGenerator generator ? generator : null;
    }

    /** @throws CommandException if some field's values and constraints leave nothing to draw */
    public static FieldEvents of(EventSchema schema, long seed) {
        return new FieldEvents(schema, seed);
    }

    @Override
    public EventStream next(LocalDate day, Amount amount) {
        if (!(amount instanceof Events events)) {
            throw new IllegalArgumentException("Cannot count sessions: only a simulation has them");
        }
        long first = nextNumber.getOrDefault(day, 0L);
        if (first + events.count() > idValues) {
            throw new UsageException(
                    "Cannot generate " + (first + events.count()) + " of " + name + ": " + id + " has " + idValues
                            + " values",
                    "Its x-id must not repeat within a day: give it a wider pattern or range, or x-generate sequence or uuid.");
        }
        nextNumber.put(day, first + events.count());
        return slice(day, first, events.count());
    }

    /** Events {@code first} to {@code first + count - 1} of that day. */
    public EventStream slice(LocalDate day, long first, long count) {
        long epochDay = day.toEpochDay();
        long[] number = {first};
        return filled -> {
            if (number[0] == first + count) {
                return false;
            }
            event.draw(context.set(seed, epochDay, number[0]++));
            event.write(filled.clear(day).value());
            filled.at(time.micros());
            if (key != null && key.present()) {
                key.generator().text(filled.writeKey());
            }
            return true;
        };
    }
}
