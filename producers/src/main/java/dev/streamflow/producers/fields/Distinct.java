package dev.streamflow.producers.fields;

import dev.streamflow.producers.random.SplitMix64;

/**
 * Which of so many values an event takes, so that no two events of a day take the same one: event <i>i</i> of day
 * <i>d</i> takes the value in place {@code d * stride + i} of a permutation that the seed decides. Days take different
 * values as far as there are enough.
 */
final class Distinct implements PoolGenerator.Picker {
    private static final int ROUNDS = 4;
    /** With so many values, more days than anybody generates have a million each of their own. */
    private static final long MANY = 1L << 40;

    private static final long DAYS_OF_MANY = 1 << 16;
    private static final long DAYS_OF_FEW = 64;

    private final long size;
    private final long seed;
    private final long stride;
    private final int halfBits;

    /** @param size how many values there are, up to 2⁶² */
    Distinct(long size, long seed) {
        this.size = size;
        this.seed = seed;
        this.stride = Math.max(1, size / (size >= MANY ? DAYS_OF_MANY : DAYS_OF_FEW));
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, size - 1));
        this.halfBits = (bits + 1) / 2;
    }

    long size() {
        return size;
    }

    /** From 0 to {@code size - 1}. */
    long place(GenerationContext context) {
        long day = Math.floorMod(context.epochDay(), size);
        // Only the product's remainder matters; days times stride is at most some thousand times the size.
        long start = Math.floorMod(Math.multiplyExact(day % (size / stride), stride), size);
        long place = (start + context.number()) % size;
        do {
            place = shuffled(place);
        } while (place >= size);
        return place;
    }

    @Override
    public int index(GenerationContext context) {
        return Math.toIntExact(place(context));
    }

    /** A Feistel network: a permutation of the numbers of twice {@code halfBits} bits. */
    private long shuffled(long number) {
        long mask = (1L << halfBits) - 1;
        long left = number >>> halfBits;
        long right = number & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long mixed = left ^ (SplitMix64.split(seed + round, right) & mask);
            left = right;
            right = mixed;
        }
        return left << halfBits | right;
    }
}
