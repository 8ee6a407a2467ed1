package dev.streamflow.producers.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.streamflow.events.Constraints;
import dev.streamflow.events.Field;
import dev.streamflow.events.FieldType;
import dev.streamflow.events.Generate;
import dev.streamflow.events.TextEncoding;
import dev.streamflow.events.TimestampFormat;
import dev.streamflow.producers.random.Draws;
import dev.streamflow.producers.random.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.datafaker.Faker;

/**
 * Cells that take their values from a pool. Datafaker is asked for a pool once, with a seed of its own for each field: asked for every
 * event it would be slower than everything else together.
 */
final class Pools {
    private static final int PLAIN_POOL = 1000;

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final Map<Path, List<NamedCsvRecord>> files = new HashMap<>();
    private final long seed;

    Pools(long seed) {
        this.seed = seed;
    }

    Cell cell(Field field, Optional<Generate.Values> values) {
        Generate.Values drawn = values.orElse(null);
        if (drawn instanceof Generate.Constant constant) {
            return even(field, List.of(constant.value()));
        } else if (drawn instanceof Generate.Choice choice) {
            Weights weights = Weights.of(choice.weights());
            refuseInvalid(field, choice.values());
            return new PoolCell(choice.values(), moment -> weights.index(moment.draws()));
        } else if (drawn instanceof Generate.Reference reference) {
            return reference(field, reference);
        } else if (drawn instanceof Generate.Faker faker) {
            return even(field, texts(faked(field, faker.expression(), faker.pool())));
        } else if (field.type() instanceof FieldType.Flag) {
            return even(field, List.of(nodes.booleanNode(false), nodes.booleanNode(true)));
        } else if (!field.constraints().allowed().isEmpty()) {
            return even(field, texts(field.constraints().allowed()));
        }
        return even(field, texts(plain(field)));
    }

    private PoolCell even(Field field, List<JsonNode> pool) {
        List<JsonNode> valid =
                pool.stream().filter(value -> isValid(field, value)).toList();
        if (valid.isEmpty()) {
            throw new IllegalArgumentException(
                    "no value of its x-generate is allowed by its constraints, for example " + pool.get(0));
        }
        return new PoolCell(valid, moment -> moment.draws().below(valid.size()));
    }

    private PoolCell reference(Field field, Generate.Reference reference) {
        List<NamedCsvRecord> rows = files.computeIfAbsent(reference.file(), Pools::rows);
        if (rows.isEmpty() || rows.get(0).findField(reference.column()).isEmpty()) {
            throw new IllegalArgumentException(
                    reference.file() + " has no column " + reference.column() + ", or no row");
        }
        List<JsonNode> cells = rows.stream()
                .map(row -> node(field, row.getField(reference.column())))
                .toList();
        refuseInvalid(field, cells);
        long file = Draws.seedOf(reference.file().getFileName().toString());
        return new PoolCell(cells, moment -> moment.row(file, cells.size()));
    }

    private static List<NamedCsvRecord> rows(Path file) {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(TextEncoding.read(file))) {
            return rows.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode node(Field field, String cell) {
        boolean number = FieldType.isNumeric(field.type())
                || (field.type() instanceof FieldType.Timestamp time
                        && time.format().isNumber());
        if (number) {
            return nodes.numberNode(new BigDecimal(cell));
        }
        return field.type() instanceof FieldType.Flag
                ? nodes.booleanNode(Boolean.parseBoolean(cell))
                : nodes.textNode(cell);
    }

    private List<JsonNode> texts(List<String> texts) {
        return texts.stream().map(text -> (JsonNode) nodes.textNode(text)).toList();
    }

    private List<String> faked(Field field, String expression, int size) {
        Faker faker = new Faker(Locale.ENGLISH, new Random(Draws.split(seed, Draws.seedOf(field.name()))));
        List<String> pool = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            pool.add(faker.expression(expression));
        }
        return pool;
    }

    /** Text without any word on how it is drawn: by its pattern, or {@code name-17} within the length allowed. */
    private List<String> plain(Field field) {
        Constraints constraints = field.constraints();
        if (constraints.pattern().isPresent()) {
            String pattern = constraints.pattern().get().pattern().replaceAll("^\\^|\\$$", "");
            Faker faker = new Faker(Locale.ENGLISH, new Random(Draws.split(seed, Draws.seedOf(field.name()))));
            List<String> pool = new ArrayList<>();
            for (int i = 0; i < PLAIN_POOL; i++) {
                pool.add(faker.regexify(pattern));
            }
            return pool;
        }
        List<String> pool = new ArrayList<>();
        for (int i = 0; i < PLAIN_POOL; i++) {
            String text = i + "-" + field.name();
            String longEnough =
                    text + "x".repeat(Math.max(0, constraints.minLength().orElse(0) - text.length()));
            pool.add(longEnough.substring(
                    0, Math.min(longEnough.length(), constraints.maxLength().orElse(64))));
        }
        return pool;
    }

    private static void refuseInvalid(Field field, List<JsonNode> values) {
        values.stream().filter(value -> !isValid(field, value)).findFirst().ifPresent(value -> {
            throw new IllegalArgumentException("its x-generate gives " + value + ", which its constraints forbid");
        });
    }

    private static boolean isValid(Field field, JsonNode value) {
        Constraints constraints = field.constraints();
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return constraints.minimum().map(min -> number.compareTo(min) >= 0).orElse(true)
                    && constraints
                            .exclusiveMinimum()
                            .map(min -> number.compareTo(min) > 0)
                            .orElse(true)
                    && constraints
                            .maximum()
                            .map(max -> number.compareTo(max) <= 0)
                            .orElse(true)
                    && constraints
                            .exclusiveMaximum()
                            .map(max -> number.compareTo(max) < 0)
                            .orElse(true);
        }
        String text = value.asText();
        int length = text.codePointCount(0, text.length());
        boolean read = !(field.type() instanceof FieldType.Timestamp time)
                || time.format().micros(text) != TimestampFormat.INVALID;
        return read
                && (constraints.allowed().isEmpty() || constraints.allowed().contains(text))
                && constraints
                        .pattern()
                        .map(pattern -> pattern.matcher(text).find())
                        .orElse(true)
                && length >= constraints.minLength().orElse(0)
                && length <= constraints.maxLength().orElse(Integer.MAX_VALUE);
    }
}
