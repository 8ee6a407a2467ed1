package dev.streamflow.events.reading;

import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.NumberBounds;
import dev.streamflow.events.model.Validity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the keywords that restrict a field's values, and refuses those that no value meets. */
final class ConstraintReader {
    /** Doubles end before. */
    private static final int MOST_DIGITS = 400;

    private final JsonCursor cursor;
    private final FieldType type;

    ConstraintReader(JsonCursor cursor, FieldType type) {
        this.cursor = cursor;
        this.type = type;
    }

    Constraints read() {
        Constraints constraints = new Constraints(
                allowed(),
                cursor.at("pattern").text().flatMap(text -> pattern(cursor.at("pattern"), text)),
                cursor.at("minLength").whole(0),
                cursor.at("maxLength").whole(0),
                bound("minimum"),
                bound("exclusiveMinimum"),
                bound("maximum"),
                bound("exclusiveMaximum"),
                cursor.at("minItems").whole(0),
                cursor.at("maxItems").whole(0));
        ordered(constraints.minLength(), constraints.maxLength(), "minLength", "maxLength");
        ordered(constraints.minItems(), constraints.maxItems(), "minItems", "maxItems");
        values(constraints);
        range(constraints);
        return constraints;
    }

    private List<String> allowed() {
        List<String> allowed = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonCursor element : cursor.at("enum").elements()) {
            String value = element.requiredText();
            if (!seen.add(value)) {
                element.fault("is there twice");
            }
            allowed.add(value);
        }
        if (cursor.at("enum").node().isArray() && allowed.isEmpty()) {
            cursor.at("enum").fault("must have at least one value");
        }
        return allowed;
    }

    private static Optional<Pattern> pattern(JsonCursor cursor, String text) {
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            cursor.fault("must be a regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }

    private Optional<BigDecimal> bound(String keyword) {
        Optional<BigDecimal> bound = cursor.at(keyword).number();
        if (bound.isPresent()
                && (Math.abs((long) bound.get().scale()) > MOST_DIGITS
                        || bound.get().precision() > MOST_DIGITS)) {
            cursor.at(keyword).fault("must be a number of at most " + MOST_DIGITS + " digits");
            return Optional.empty();
        }
        return bound;
    }

    private void ordered(OptionalInt least, OptionalInt most, String lower, String upper) {
        if (least.isPresent() && most.isPresent() && least.getAsInt() > most.getAsInt()) {
            cursor.at(lower).fault("must not be greater than " + upper);
        }
    }

    /** Each value of an {@code enum} must be one that the other keywords let through. */
    private void values(Constraints constraints) {
        for (JsonCursor element : cursor.at("enum").elements()) {
            if (element.node().isTextual()) {
                Validity.broken(type, constraints, element.node())
                        .ifPresent(keyword -> element.fault("is a value that " + keyword + " refuses"));
            }
        }
    }

    /** Between the bounds there must be a number with the decimal places of the type. */
    private void range(Constraints constraints) {
        Optional<BigDecimal> low = constraints.minimum();
        Optional<BigDecimal> high = constraints.maximum();
        Optional<BigDecimal> over = constraints.exclusiveMinimum();
        Optional<BigDecimal> under = constraints.exclusiveMaximum();
        boolean real = type.bounds().isEmpty();
        if (!real) {
            int scale = type.bounds().get().scale();
            BigDecimal step = BigDecimal.ONE.movePointLeft(scale);
            low = low.map(bound -> bound.setScale(scale, RoundingMode.CEILING));
            high = high.map(bound -> bound.setScale(scale, RoundingMode.FLOOR));
            over = over.map(bound -> bound.setScale(scale, RoundingMode.FLOOR).add(step));
            under = under.map(
                    bound -> bound.setScale(scale, RoundingMode.CEILING).subtract(step));
        }
        noneBetween(low, high, "minimum", "maximum", false);
        noneBetween(over, high, "exclusiveMinimum", "maximum", real);
        noneBetween(low, under, "minimum", "exclusiveMaximum", real);
        noneBetween(over, under, "exclusiveMinimum", "exclusiveMaximum", real);
        type.bounds().ifPresent(bounds -> reachable(constraints, bounds));
    }

    private void noneBetween(
            Optional<BigDecimal> low, Optional<BigDecimal> high, String lower, String upper, boolean strict) {
        if (low.isPresent() && high.isPresent()) {
            int order = low.get().compareTo(high.get());
            if (order > 0 || (strict && order == 0)) {
                cursor.at(lower).fault("leaves no value up to " + upper);
            }
        }
    }

    /** A bound that the type's own range does not reach leaves no value either. */
    private void reachable(Constraints constraints, NumberBounds bounds) {
        BigDecimal least = bounds.least();
        BigDecimal greatest = bounds.greatest();
        beyond("minimum", constraints.minimum().filter(bound -> bound.compareTo(greatest) > 0));
        beyond("exclusiveMinimum", constraints.exclusiveMinimum().filter(bound -> bound.compareTo(greatest) >= 0));
        beyond("maximum", constraints.maximum().filter(bound -> bound.compareTo(least) < 0));
        beyond("exclusiveMaximum", constraints.exclusiveMaximum().filter(bound -> bound.compareTo(least) <= 0));
    }

    private void beyond(String keyword, Optional<BigDecimal> bound) {
        bound.ifPresent(value -> cursor.at(keyword).fault("leaves no value of the field's type"));
    }
}
