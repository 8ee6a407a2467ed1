package dev.streamflow.events.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What JSON Schema's keywords ask of a value beyond its type. A value that breaks one is quarantined with the reason
 * {@code <field>:<keyword>}, for example {@code quantity:minimum}.
 *
 * @param allowed {@code enum} of a string field; empty allows all
 * @param pattern searched in the value, not matched against the whole of it, as JSON Schema says
 */
public record Constraints(
        List<String> allowed,
        Optional<Pattern> pattern,
        OptionalInt minLength,
        OptionalInt maxLength,
        Optional<BigDecimal> minimum,
        Optional<BigDecimal> exclusiveMinimum,
        Optional<BigDecimal> maximum,
        Optional<BigDecimal> exclusiveMaximum,
        OptionalInt minItems,
        OptionalInt maxItems) {

    public static final Constraints NONE = new Constraints(
            List.of(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());

    public Constraints {
        allowed = List.copyOf(allowed);
    }
}
