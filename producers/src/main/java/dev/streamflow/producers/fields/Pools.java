package dev.streamflow.producers.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Generate;
import dev.streamflow.events.model.Validity;
import dev.streamflow.events.reading.TextEncoding;
import dev.streamflow.producers.random.AliasSampler;
import dev.streamflow.producers.random.SplitMix64;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import net.datafaker.Faker;

/**
 * Generators that take their values from a pool. Datafaker is asked for a pool once, with a seed of its own for each
 * field: asked for every event it would be slower than everything else together.
 */
final class Pools {
    private static final int PLAIN_POOL = 1000;
    private static final int ID_POOL = 20_000;

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final Map<Path, List<NamedCsvRecord>> files = new HashMap<>();
    private final Map<Path, Distinct> distinctRows = new HashMap<>();
    private final long seed;

    Pools(long seed) {
        this.seed = seed;
    }

    FieldGenerator generator(Field field, Optional<Generate.Values> values) {
        Generate.Values drawn = values.orElse(null);
        if (drawn instanceof Generate.Constant constant) {
            return even(field, List.of(constant.value()));
        } else if (drawn instanceof Generate.Choice choice) {
            AliasSampler weights = AliasSampler.of(choice.weights());
            refuseInvalid(field, choice.values());
            return new PoolGenerator(choice.values(), context -> weights.index(context.random()));
        } else if (drawn instanceof Generate.Reference reference) {
            return reference(field, reference);
        } else if (drawn instanceof Generate.Faker faker) {
            return even(field, texts(faked(field, faker.expression(), faker.pool())));
        } else if (field.type() instanceof FieldType.Bool) {
            return even(field, List.of(nodes.booleanNode(false), nodes.booleanNode(true)));
        } else if (!field.constraints().allowed().isEmpty()) {
            return even(field, texts(field.constraints().allowed()));
        }
        return even(field, texts(plain(field, PLAIN_POOL)));
    }

    private PoolGenerator even(Field field, List<JsonNode> pool) {
        List<JsonNode> valid = valid(field, pool);
        return new PoolGenerator(valid, context -> context.random().below(valid.size()));
    }

    private static List<JsonNode> valid(Field field, List<JsonNode> pool) {
        List<JsonNode> valid =
                pool.stream().filter(value -> isValid(field, value)).toList();
        if (valid.isEmpty()) {
            throw new IllegalArgumentException(
                    "no value of its x-generate is allowed by its constraints, for example " + pool.get(0));
        }
        return valid;
    }

    /** The pool of a field that identifies an event: each value once, whatever its weight. */
    IdGenerators.IdGenerator distinct(Field field, Optional<Generate.Values> values, long idSeed) {
        Generate.Values drawn = values.orElse(null);
        if (drawn instanceof Generate.Reference reference) {
            return distinctRows(field, reference, idSeed);
        }
        List<JsonNode> pool =
                valid(field, candidates(field, drawn)).stream().distinct().toList();
        return new IdGenerators.IdGenerator(new PoolGenerator(pool, new Distinct(pool.size(), idSeed)), pool.size());
    }

    private List<JsonNode> candidates(Field field, Generate.Values drawn) {
        if (drawn instanceof Generate.Constant constant) {
            return List.of(constant.value());
        } else if (drawn instanceof Generate.Choice choice) {
            return choice.values();
        } else if (drawn instanceof Generate.Faker faker) {
            return texts(faked(field, faker.expression(), faker.pool()));
        } else if (field.type() instanceof FieldType.Bool) {
            return List.of(nodes.booleanNode(false), nodes.booleanNode(true));
        }
        return texts(
                field.constraints().allowed().isEmpty()
                        ? plain(field, ID_POOL)
                        : field.constraints().allowed());
    }

    /** Other references into the file use the rows that the id is taken from. */
    private IdGenerators.IdGenerator distinctRows(Field field, Generate.Reference reference, long idSeed) {
        List<JsonNode> cells = cells(field, reference);
        if (cells.stream().distinct().count() < cells.size()) {
            throw new IllegalArgumentException(
                    reference.column() + " of " + reference.file() + " has a value twice, and an x-id must not");
        }
        Distinct rows = new Distinct(cells.size(), idSeed);
        distinctRows.put(reference.file(), rows);
        return new IdGenerators.IdGenerator(new PoolGenerator(cells, rows), cells.size());
    }

    private PoolGenerator reference(Field field, Generate.Reference reference) {
        List<JsonNode> cells = cells(field, reference);
        long file = SplitMix64.seedOf(reference.file().getFileName().toString());
        // Looked up when an event is drawn, since the id may stand behind this field.
        return new PoolGenerator(cells, context -> {
            Distinct rows = distinctRows.get(reference.file());
            return rows == null ? context.row(file, cells.size()) : rows.index(context);
        });
    }

    private List<JsonNode> cells(Field field, Generate.Reference reference) {
        List<NamedCsvRecord> rows = files.computeIfAbsent(reference.file(), Pools::rows);
        if (rows.isEmpty() || rows.get(0).findField(reference.column()).isEmpty()) {
            throw new IllegalArgumentException(
                    reference.file() + " has no column " + reference.column() + ", or no row");
        }
        List<JsonNode> cells = rows.stream()
                .map(row -> node(field, row.getField(reference.column())))
                .toList();
        refuseInvalid(field, cells);
        return cells;
    }

    private static List<NamedCsvRecord> rows(Path file) {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(TextEncoding.read(file))) {
            return rows.stream().toList();
        } catch (IOException | CsvParseException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private JsonNode node(Field field, String cell) {
        if (field.type().isNumeric()) {
            return number(cell);
        }
        return field.type().form() == FieldType.Form.BOOLEAN
                ? nodes.booleanNode(Boolean.parseBoolean(cell))
                : nodes.textNode(cell);
    }

    private JsonNode number(String cell) {
        try {
            return nodes.numberNode(new BigDecimal(cell));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its x-generate gives \"" + cell + "\", which is no number", e);
        }
    }

    private List<JsonNode> texts(List<String> texts) {
        return texts.stream().map(text -> (JsonNode) nodes.textNode(text)).toList();
    }

    private List<String> faked(Field field, String expression, int size) {
        Faker faker = new Faker(Locale.ENGLISH, new Random(SplitMix64.split(seed, SplitMix64.seedOf(field.name()))));
        return pool(size, () -> faker.expression(expression), expression);
    }

    private static List<String> pool(int size, Supplier<String> texts, String expression) {
        List<String> pool = new ArrayList<>(size);
        try {
            for (int i = 0; i < size; i++) {
                pool.add(texts.get());
            }
        } catch (RuntimeException | StackOverflowError e) { // Datafaker throws what it likes at what it does not know
            throw new IllegalArgumentException(
                    "Datafaker makes nothing of \"" + expression + "\": " + e.getMessage(), e);
        }
        return pool;
    }

    /** Text without any word on how it is drawn: by its pattern, or {@code name-17} within the length allowed. */
    private List<String> plain(Field field, int size) {
        Constraints constraints = field.constraints();
        if (constraints.pattern().isPresent()) {
            String pattern = constraints.pattern().get().pattern().replaceAll("^\\^|\\$$", "");
            Faker faker =
                    new Faker(Locale.ENGLISH, new Random(SplitMix64.split(seed, SplitMix64.seedOf(field.name()))));
            return pool(size, () -> faker.regexify(pattern), pattern);
        }
        List<String> pool = new ArrayList<>();
        for (int i = 0; i < size; i++) {
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
        return Validity.broken(field.type(), field.constraints(), value).isEmpty();
    }
}
