package dev.streamflow.producers.fields;

import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Generate;
import dev.streamflow.events.model.NumberBounds;
import dev.streamflow.producers.random.AliasSampler;
import dev.streamflow.producers.random.SplitMix64;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Generators of numbers, and of text that is a prefix and a number. */
final class Numbers {
    /** Decimals of a double: a generated one has no more. */
    private static final int SCALE_OF_REAL = 4;

    private static final BigDecimal MOST = new BigDecimal("1000000000000");
    private static final int REDRAWS = 64;

    private final int scale;
    private final long min;
    private final long max;

    private Numbers(FieldType type, Constraints constraints) {
        this.scale = type.bounds().map(NumberBounds::scale).orElse(SCALE_OF_REAL);
        this.min = Math.max(
                unscaled(constraints.minimum().orElse(MOST.negate()), RoundingMode.CEILING),
                unscaled(constraints.exclusiveMinimum().orElse(MOST.negate()), RoundingMode.FLOOR) + 1);
        this.max = Math.min(
                unscaled(constraints.maximum().orElse(MOST), RoundingMode.FLOOR),
                unscaled(constraints.exclusiveMaximum().orElse(MOST), RoundingMode.CEILING) - 1);
        if (min > max) {
            throw new IllegalArgumentException("its minimum is greater than its maximum");
        }
    }

    /** The generator, where the field is a number or is made of one. */
    static Optional<FieldGenerator> generator(Field field, Optional<Generate.Values> values) {
        boolean numeric = field.type().isNumeric();
        Generate.Values drawn = values.orElse(null);
        if (drawn instanceof Generate.Sequence sequence) {
            NumberGenerator.Source source = context -> sequence.start() + context.number();
            return Optional.of(numbered(numeric, sequence.prefix(), sequence.width(), source));
        } else if (drawn instanceof Generate.Zipf zipf) {
            AliasSampler ranks = AliasSampler.zipf(zipf.n(), zipf.exponent());
            NumberGenerator.Source source = context -> ranks.index(context.random()) + 1L;
            return Optional.of(numbered(numeric, zipf.prefix(), zipf.width(), source));
        } else if (!numeric) {
            return Optional.empty();
        }
        Numbers numbers = new Numbers(field.type(), field.constraints());
        return numbers.source(drawn).map(source -> new NumberGenerator(source, numbers.scale));
    }

    private static FieldGenerator numbered(boolean numeric, String prefix, int width, NumberGenerator.Source source) {
        return numeric ? new NumberGenerator(source, 0) : new NumberedGenerator(prefix, width, source);
    }

    /**
     * Numbers in units of the last decimal.
     *
     * @param low the least of them
     */
    record Range(long low, long size, int scale) {}

    /** All that the field may be: from 0 up where nothing else is said. */
    static Range range(Field field, Generate.Values values) {
        Numbers numbers = new Numbers(field.type(), field.constraints());
        long low = Math.max(numbers.min, Math.min(numbers.max, 0));
        long high = numbers.max;
        if (values instanceof Generate.Uniform uniform) {
            low = Math.max(numbers.min, numbers.unscaled(uniform.min(), RoundingMode.CEILING));
            high = Math.min(numbers.max, numbers.unscaled(uniform.max(), RoundingMode.FLOOR));
        } else if (values instanceof Generate.Zipf zipf) {
            low = 1;
            high = zipf.n();
        }
        if (low > high) {
            throw new IllegalArgumentException("no value of its x-generate is within its minimum and maximum");
        }
        return new Range(low, high - low + 1, numbers.scale);
    }

    private Optional<NumberGenerator.Source> source(Generate.Values values) {
        if (values == null) {
            long low = Math.max(min, Math.min(max, 0));
            return Optional.of(evenly(low, Math.min(max, low + 1000L * one())));
        } else if (values instanceof Generate.Uniform uniform) {
            long low = Math.max(min, unscaled(uniform.min(), RoundingMode.CEILING));
            long high = Math.min(max, unscaled(uniform.max(), RoundingMode.FLOOR));
            if (low > high) {
                throw new IllegalArgumentException("no value of its x-generate is within its minimum and maximum");
            }
            return Optional.of(evenly(low, high));
        } else if (values instanceof Generate.Normal normal) {
            return Optional.of(within(random -> normal.mean() + normal.stddev() * random.gaussian()));
        } else if (values instanceof Generate.Lognormal lognormal) {
            return Optional.of(within(random -> random.lognormal(lognormal.median(), lognormal.sigma())));
        }
        return Optional.empty();
    }

    private static NumberGenerator.Source evenly(long low, long high) {
        return context -> context.random().between(low, high);
    }

    /** Draws again outside the bounds; where that does not help, the nearer bound. */
    private NumberGenerator.Source within(ToDoubleFunction<SplitMix64> distribution) {
        double one = one();
        return context -> {
            long drawn = min;
            for (int i = 0; i < REDRAWS; i++) {
                drawn = Math.round(distribution.applyAsDouble(context.random()) * one);
                if (drawn >= min && drawn <= max) {
                    return drawn;
                }
            }
            return Math.max(min, Math.min(max, drawn));
        };
    }

    private long one() {
        return BigDecimal.ONE.movePointRight(scale).longValueExact();
    }

    private long unscaled(BigDecimal number, RoundingMode rounding) {
        BigDecimal cut = number.min(MOST).max(MOST.negate());
        BigDecimal unscaled = cut.movePointRight(scale).setScale(0, rounding);
        return unscaled.min(BigDecimal.valueOf(Long.MAX_VALUE / 4))
                .max(BigDecimal.valueOf(Long.MIN_VALUE / 4))
                .longValueExact();
    }
}
