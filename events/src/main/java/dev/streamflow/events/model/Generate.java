package dev.streamflow.events.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a field's values are drawn: the schema's {@code x-generate}.
 *
 * @param absent the share of events, 0..1, in which an optional field is left out
 * @param values where the values come from; empty draws them from the type and its constraints alone
 */
public record Generate(double absent, Optional<Values> values) {

    /** A source of values. */
    public sealed interface Values {}

    /** Always the same value. */
    public record Constant(JsonNode value) implements Values {}

    /**
     * {@code prefix} + (start, start + 1, …), padded with zeros to {@code width} digits. A number where the field is
     * one.
     */
    public record Sequence(String prefix, long start, int width) implements Values {}

    /** A random UUID, version 4. */
    public record Uuid() implements Values {}

    /** One of {@code values}, each with its weight. */
    public record Choice(List<JsonNode> values, List<Double> weights) implements Values {
        public Choice {
            values = List.copyOf(values);
            weights = List.copyOf(weights);
        }
    }

    /** Evenly from {@code min} to {@code max}, both included. */
    public record Uniform(BigDecimal min, BigDecimal max) implements Values {}

    /** The normal distribution, cut at the field's minimum and maximum. */
    public record Normal(double mean, double stddev) implements Values {}

    /** The log-normal distribution with this median; {@code sigma} is the deviation of the logarithm. */
    public record Lognormal(double median, double sigma) implements Values {}

    /**
     * {@code prefix} + a rank from 1 to {@code n}, rank k with a weight of k^-exponent. A number where the field is
     * one.
     */
    public record Zipf(int n, double exponent, String prefix, int width) implements Values {}

    /** An instant of the day being generated, by 24 weights, one per hour (UTC). */
    public record TimeOfDay(List<Double> hours) implements Values {
        public TimeOfDay {
            hours = List.copyOf(hours);
        }
    }

    /** A Datafaker expression such as {@code #{Name.fullName}}, drawn into a pool of {@code pool} values. */
    public record Faker(String expression, int pool) implements Values {}

    /** A column of a CSV file; all references of one event into one file use the same row. */
    public record Reference(Path file, String column) implements Values {}

    /** The number of elements of an array, evenly from {@code min} to {@code max}. */
    public record Length(int min, int max) implements Values {}

    /** Drawn by the value of another field of the same object. */
    public record Switch(String on, Map<String, Values> cases, Optional<Values> otherwise) implements Values {
        public Switch {
            cases = Map.copyOf(cases);
        }
    }
}
