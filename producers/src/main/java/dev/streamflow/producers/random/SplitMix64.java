package dev.streamflow.producers.random;

/**
 * A stream of random numbers (SplitMix64) that the seed alone decides: the same on every machine and in every version
 * of Java, which {@link java.util.random.RandomGenerator} does not promise. Not thread-safe.
 */
public final class SplitMix64 {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    public SplitMix64() {}

    public SplitMix64(long seed) {
        this.state = seed;
    }

    /** Starts the stream of another seed, so that one object serves any number of events. */
    public SplitMix64 seed(long seed) {
        this.state = seed;
        return this;
    }

    /** The seed of part {@code part} of what {@code seed} decides; for one seed, each part has another. */
    public static long split(long seed, long part) {
        return mix(mix(seed + GOLDEN_GAMMA) ^ mix(part));
    }

    /** A seed from text, by its UTF-16 units. */
    public static long seedOf(String text) {
        long seed = text.length();
        for (int i = 0; i < text.length(); i++) {
            seed = mix(seed * 31 + text.charAt(i));
        }
        return seed;
    }

    public long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Evenly from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Evenly from {@code min} to {@code max}, both included. */
    public long between(long min, long max) {
        long span = max - min + 1;
        if (span <= 0) {
            throw new IllegalArgumentException("Cannot draw from " + min + " to " + max + ": not a range of 63 bits");
        }
        long bits = next() >>> 1;
        return min + (Math.multiplyHigh(bits, span) << 1 | (bits * span) >>> 63);
    }

    /** Evenly from 0 (included) to 1 (excluded). */
    public double unit() {
        return (next() >>> 11) * UNIT;
    }

    public boolean chance(double share) {
        return unit() < share;
    }

    /** The standard normal distribution. StrictMath, since Math may differ in the last bit from machine to machine. */
    public double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * Math.PI * unit());
    }

    /** The log-normal distribution with this median; {@code sigma} is the deviation of the logarithm. */
    public double lognormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * gaussian());
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
