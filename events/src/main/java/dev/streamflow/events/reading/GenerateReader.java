package dev.streamflow.events.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Generate;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code x-generate}: one kind of values, and the share of events without the field. */
final class GenerateReader {
    private static final String KINDS =
            "constant, sequence, uuid, choice, uniform, normal, lognormal, zipf, time-of-day, faker, "
                    + "reference, length, switch";
    private static final int DEFAULT_POOL = 1000;
    private static final int HOURS = 24;

    private final Path folder;

    /** @param folder what relative paths start from; null where the files need not be there */
    GenerateReader(Path folder) {
        this.folder = folder;
    }

    Optional<Generate> generate(JsonCursor cursor, FieldType type, Constraints constraints, boolean required) {
        if (!cursor.exists()) {
            return Optional.empty();
        }
        double absent = cursor.at("absent").number(0, 0, 1);
        if (absent > 0 && required) {
            cursor.at("absent").fault("must be 0: the field is required");
        }
        return Optional.of(new Generate(absent, values(cursor, type, constraints)));
    }

    private Optional<Generate.Values> values(JsonCursor cursor, FieldType type, Constraints constraints) {
        List<String> kinds = new ArrayList<>(cursor.keys());
        kinds.remove("absent");
        if (kinds.size() > 1) {
            cursor.fault("must have one kind of values, not " + String.join(" and ", kinds));
        }
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        String kind = kinds.get(0);
        Optional<Generate.Values> values = value(kind, cursor.at(kind), type, constraints);
        if (values.isPresent() && !GenerateTypes.suits(values.get(), type)) {
            cursor.at(kind).fault("gives values that the field's type does not take");
        } else if (values.isPresent()) {
            GenerateTypes.refused(values.get(), type, constraints).ifPresent(cursor.at(kind)::fault);
        }
        return values;
    }

    private Optional<Generate.Values> value(String kind, JsonCursor at, FieldType type, Constraints constraints) {
        return switch (kind) {
            case "constant" -> Optional.of(new Generate.Constant(at.node()));
            case "sequence" -> Optional.of(sequence(at));
            case "uuid" -> Optional.of(new Generate.Uuid());
            case "choice" -> Optional.of(choice(at));
            case "uniform" -> Optional.of(uniform(at));
            case "normal" ->
                Optional.of(new Generate.Normal(
                        at.at("mean").number(0, -1e15, 1e15), at.at("stddev").number(1, 0, 1e15)));
            case "lognormal" ->
                Optional.of(new Generate.Lognormal(
                        at.at("median").number(1, 1e-9, 1e15), at.at("sigma").number(0.5, 0, 10)));
            case "zipf" -> Optional.of(zipf(at));
            case "time-of-day" -> Optional.of(timeOfDay(at));
            case "faker" -> Optional.of(faker(at));
            case "reference" -> Optional.of(reference(at));
            case "length" -> Optional.of(length(at));
            case "switch" -> Optional.of(byField(at, type, constraints));
            default -> {
                at.fault("is not a kind of values; known are " + KINDS);
                yield Optional.empty();
            }
        };
    }

    private static Generate.Values sequence(JsonCursor at) {
        at.allow(Set.of("prefix", "start", "width"));
        return new Generate.Sequence(
                at.at("prefix").text().orElse(""),
                at.at("start").whole(0).orElse(1),
                at.at("width").whole(0).orElse(0));
    }

    /**
     * {@code ["a", "b"]}, {@code {"a": 3, "b": 1}} with weights, or {@code {"values": […], "weights": […]}} for other
     * types.
     */
    private static Generate.Values choice(JsonCursor at) {
        List<JsonNode> values = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        JsonCursor list = at.node().isArray() ? at : at.at("values");
        for (JsonCursor element : list.elements()) {
            values.add(element.node());
            weights.add(1.0);
        }
        if (at.node().isObject() && !list.exists()) {
            for (String value : at.keys()) {
                values.add(TextNode.valueOf(value));
                weights.add(weight(at.at(value)));
            }
        } else if (at.at("weights").exists()) {
            weights = at.at("weights").elements().stream()
                    .map(GenerateReader::weight)
                    .toList();
        }
        if (values.isEmpty() || values.size() != weights.size()) {
            at.fault("must have at least one value, and a weight for each where there are weights");
        } else if (weights.stream().allMatch(weight -> weight == 0)) {
            at.fault("must have a weight that is not 0");
        }
        return new Generate.Choice(values, weights);
    }

    private static double weight(JsonCursor at) {
        return at.number(1, 0, 1e9);
    }

    private static Generate.Values uniform(JsonCursor at) {
        at.allow(Set.of("min", "max"));
        BigDecimal min = at.at("min").number().orElse(BigDecimal.ZERO);
        BigDecimal max = at.at("max").number().orElse(BigDecimal.ONE);
        if (min.compareTo(max) > 0) {
            at.fault("min must not be greater than max");
        }
        return new Generate.Uniform(min, max);
    }

    private static Generate.Values zipf(JsonCursor at) {
        at.allow(Set.of("n", "exponent", "prefix", "width"));
        return new Generate.Zipf(
                at.at("n").whole(1).orElse(1000),
                at.at("exponent").number(1, 0, 10),
                at.at("prefix").text().orElse(""),
                at.at("width").whole(0).orElse(0));
    }

    private static Generate.Values timeOfDay(JsonCursor at) {
        at.allow(Set.of("hours"));
        List<Double> hours = new ArrayList<>();
        at.at("hours").elements().forEach(element -> hours.add(weight(element)));
        if (at.at("hours").exists() && hours.size() != HOURS) {
            at.at("hours").fault("must be 24 weights, one for each hour of the day");
        } else if (!hours.isEmpty() && hours.stream().allMatch(weight -> weight == 0)) {
            at.at("hours").fault("must have a weight that is not 0");
        }
        return new Generate.TimeOfDay(hours.isEmpty() ? Collections.nCopies(HOURS, 1.0) : hours);
    }

    private static Generate.Values faker(JsonCursor at) {
        if (at.node().isTextual()) {
            return new Generate.Faker(at.node().textValue(), DEFAULT_POOL);
        }
        at.allow(Set.of("expression", "pool"));
        return new Generate.Faker(
                at.at("expression").requiredText(), at.at("pool").whole(1).orElse(DEFAULT_POOL));
    }

    private Generate.Values reference(JsonCursor at) {
        at.allow(Set.of("file", "column"));
        Path relative = Path.of(at.at("file").requiredText());
        Path file = folder == null ? relative : folder.resolve(relative).normalize();
        if (folder != null && !Files.isRegularFile(file)) {
            at.at("file").fault("there is no such file (paths start from the schema's folder)");
        }
        return new Generate.Reference(file, at.at("column").requiredText());
    }

    private static Generate.Values length(JsonCursor at) {
        at.allow(Set.of("min", "max"));
        int min = at.at("min").whole(0).orElse(0);
        int max = at.at("max").whole(0).orElse(Math.max(min, 3));
        if (min > max) {
            at.fault("min must not be greater than max");
        }
        return new Generate.Length(min, max);
    }

    private Generate.Values byField(JsonCursor at, FieldType type, Constraints constraints) {
        at.allow(Set.of("on", "cases", "default"));
        Map<String, Generate.Values> cases = new TreeMap<>();
        for (String value : at.at("cases").keys()) {
            values(at.at("cases").at(value), type, constraints).ifPresent(values -> cases.put(value, values));
        }
        JsonCursor otherwise = at.at("default");
        return new Generate.Switch(
                at.at("on").requiredText(),
                cases,
                otherwise.exists() ? values(otherwise, type, constraints) : Optional.empty());
    }
}
