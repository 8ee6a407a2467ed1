package dev.streamflow.producers.random;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** Draws an index by its weight in constant time (Vose's alias method). Immutable and thread-safe. */
public final class AliasSampler {
    private final double[] keep;
    private final int[] alias;

    private AliasSampler(double[] keep, int[] alias) {
        this.keep = keep;
        this.alias = alias;
    }

    public static AliasSampler of(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("Cannot draw by weight: the weights add up to " + total);
        }
        double[] keep = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            keep[i] = weights[i] * weights.length / total;
        }
        return new AliasSampler(keep, aliases(keep));
    }

    public static AliasSampler of(List<Double> weights) {
        return of(weights.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Index k with a weight of (k+1)^-exponent. */
    public static AliasSampler zipf(int n, double exponent) {
        return of(IntStream.rangeClosed(1, n)
                .mapToDouble(rank -> StrictMath.pow(rank, -exponent))
                .toArray());
    }

    /** An index, from one draw: the whole part chooses the column, the rest of it the side. */
    public int index(SplitMix64 random) {
        double place = random.unit() * keep.length;
        int column = (int) place;
        return place - column < keep[column] ? column : alias[column];
    }

    /** Fills columns below the average from columns above it, until each column has at most two owners. */
    private static int[] aliases(double[] keep) {
        int[] alias = IntStream.range(0, keep.length).toArray();
        Deque<Integer> small = new ArrayDeque<>();
        Deque<Integer> large = new ArrayDeque<>();
        for (int i = 0; i < keep.length; i++) {
            (keep[i] < 1 ? small : large).add(i);
        }
        while (!small.isEmpty() && !large.isEmpty()) {
            int under = small.poll();
            int over = large.poll();
            alias[under] = over;
            keep[over] -= 1 - keep[under];
            (keep[over] < 1 ? small : large).add(over);
        }
        small.forEach(column -> keep[column] = 1);
        large.forEach(column -> keep[column] = 1);
        return alias;
    }
}
