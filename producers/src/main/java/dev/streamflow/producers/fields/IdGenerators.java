package dev.streamflow.producers.fields;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Generate;
import dev.streamflow.events.model.Validity;
import dev.streamflow.producers.random.SplitMix64;
import java.util.Optional;

/** The generator of the field that alone identifies an event: drawn without repetition within a day. */
final class IdGenerators {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 12;

    private final Pools pools;
    private final long seed;

    IdGenerators(Pools pools, long seed) {
        this.pools = pools;
        this.seed = seed;
    }

    /**
     * A generator, and how many values it has.
     *
     * @param values {@link Long#MAX_VALUE} where they do not run out
     */
    record IdGenerator(FieldGenerator generator, long values) {}

    /** Empty where the field's values do not repeat anyhow, or follow from other fields. */
    Optional<IdGenerator> generator(Field field, Optional<Generate.Values> values) {
        Generate.Values drawn = values.orElse(null);
        if (drawn instanceof Generate.Sequence || drawn instanceof Generate.Uuid || drawn instanceof Generate.Switch) {
            return Optional.empty();
        } else if (drawn instanceof Generate.Normal || drawn instanceof Generate.Lognormal) {
            throw new IllegalArgumentException(
                    "values of a distribution repeat, and an x-id must not; " + "sequence, uuid and uniform do not");
        } else if (field.type().isNumeric()
                && !(drawn instanceof Generate.Constant
                        || drawn instanceof Generate.Choice
                        || drawn instanceof Generate.Reference)) {
            return Optional.of(number(field, drawn));
        } else if (drawn instanceof Generate.Zipf zipf) {
            Distinct ranks = new Distinct(zipf.n(), seed(field));
            return Optional.of(new IdGenerator(
                    new NumberedGenerator(zipf.prefix(), zipf.width(), context -> ranks.place(context) + 1), zipf.n()));
        } else if (drawn == null
                && field.type() instanceof FieldType.Text
                && field.constraints().allowed().isEmpty()) {
            return text(field).or(() -> Optional.of(pools.distinct(field, values, seed(field))));
        } else if (field.type() instanceof FieldType.Text || field.type() instanceof FieldType.Bool || drawn != null) {
            return drawn instanceof Generate.TimeOfDay
                    ? Optional.empty()
                    : Optional.of(pools.distinct(field, values, seed(field)));
        }
        return Optional.empty();
    }

    private long seed(Field field) {
        return SplitMix64.split(seed, SplitMix64.seedOf(field.name()));
    }

    private IdGenerator number(Field field, Generate.Values values) {
        Numbers.Range range = Numbers.range(field, values);
        Distinct places = new Distinct(range.size(), seed(field));
        FieldGenerator generator = new NumberGenerator(context -> range.low() + places.place(context), range.scale());
        return new IdGenerator(generator, range.size());
    }

    /**
     * Text by its pattern, or twelve characters; empty where the pattern or the other constraints ask for something
     * else.
     */
    private Optional<IdGenerator> text(Field field) {
        Constraints constraints = field.constraints();
        int length = Math.min(
                Math.max(LENGTH, constraints.minLength().orElse(0)),
                constraints.maxLength().orElse(Integer.MAX_VALUE));
        String pattern = constraints
                .pattern()
                .map(java.util.regex.Pattern::pattern)
                .orElse("[" + DIGITS + "]{" + Math.min(length, 999) + "}");
        return PatternText.of(pattern)
                .filter(texts -> isValid(field, texts.text(0)) && isValid(field, texts.text(texts.size() - 1)))
                .map(texts -> new IdGenerator(
                        new TextGenerator(new Distinct(texts.size(), seed(field)), texts::text), texts.size()));
    }

    private static boolean isValid(Field field, String text) {
        return Validity.broken(field.type(), field.constraints(), TextNode.valueOf(text))
                .isEmpty();
    }
}
