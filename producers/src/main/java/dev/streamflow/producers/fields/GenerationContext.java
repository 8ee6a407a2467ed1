package dev.streamflow.producers.fields;

import dev.streamflow.producers.random.SplitMix64;

/** What an event is a function of: its random, its number within the day, and the day. Filled again for each event. */
final class GenerationContext {
    private final SplitMix64 random = new SplitMix64();
    private long seed;
    private long epochDay;
    private long number;

    GenerationContext set(long schemaSeed, long day, long eventNumber) {
        seed = SplitMix64.split(SplitMix64.split(schemaSeed, day), eventNumber);
        random.seed(seed);
        epochDay = day;
        number = eventNumber;
        return this;
    }

    SplitMix64 random() {
        return random;
    }

    /** The row of a file with so many: the same for all fields of the event. */
    int row(long fileSeed, int rows) {
        return (int) Long.remainderUnsigned(SplitMix64.split(seed, fileSeed), rows);
    }

    long epochDay() {
        return epochDay;
    }

    long number() {
        return number;
    }
}
