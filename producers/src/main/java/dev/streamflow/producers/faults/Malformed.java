package dev.streamflow.producers.faults;

import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.producers.random.SplitMix64;

/** Malformed JSON: a document cut off, as by a writer that died, or bytes that are not UTF-8. */
final class Malformed {
    private static final int MOST_GARBAGE = 80;

    private Malformed() {}

    static void make(JsonBytes value, SplitMix64 random) {
        if (random.chance(0.7)) {
            value.truncate(1 + random.below(value.length() - 1));
            return;
        }
        byte[] garbage = new byte[1 + random.below(MOST_GARBAGE)];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = (byte) (0x80 | random.below(0x80));
        }
        value.clear().raw('#').raw(garbage);
    }
}
