package dev.streamflow.etl.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.time.TimestampFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Reads a record by its schema from a tree, slowly and with classes of Java's own. */
final class LineOracle {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern ISO =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:[Tt ](\\d\\d:\\d\\d)(?:(:\\d\\d)(?:[.,](\\d+))?)?"
                    + "(?: ?([Zz]|[+-]\\d\\d(?::?\\d\\d)?))?)?");

    private final EventSchema schema;
    private final Map<String, String> cells = new TreeMap<>();
    private boolean accepted;

    LineOracle(EventSchema schema) {
        this.schema = schema;
    }

    /** @param cells the value of every column that is no array, by its name; a null has none */
    record Answer(boolean accepted, Map<String, String> cells) {}

    private record Digits(String text) {}

    private record Entry(String key, Object value) {}

    private record Tree(List<Entry> entries) {
        Object get(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .findFirst()
                    .orElseThrow()
                    .value();
        }

        boolean has(String key) {
            return entries.stream().anyMatch(entry -> entry.key().equals(key));
        }
    }

    private static final Object NULL = new Object();

    Answer read(byte[] record) {
        cells.clear();
        accepted = true;
        try (JsonParser parser = JSON.createParser(new String(record, java.nio.charset.StandardCharsets.UTF_8))) {
            parser.nextToken();
            Tree tree = (Tree) tree(parser);
            object("", schema.fields(), tree);
        } catch (IOException e) {
            accepted = false;
        }
        return new Answer(accepted, Map.copyOf(cells));
    }

    private static Object tree(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                List<Entry> entries = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    entries.add(new Entry(key, tree(parser)));
                }
                yield new Tree(entries);
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(tree(parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> NULL;
        };
    }

    private void object(String prefix, List<Field> fields, Tree tree) {
        distinct(tree);
        for (Field field : fields) {
            List<String> there = field.keys().stream().filter(tree::has).toList();
            if (there.size() == 2 && before(tree, there.get(1), there.get(0))) {
                duplicatesWithin(field, tree.get(there.get(1)));
            }
            Object value = there.isEmpty() ? NULL : tree.get(there.get(0));
            if (value == NULL) {
                accepted &= !field.required();
            } else {
                value(
                        prefix + field.name(),
                        field,
                        value,
                        prefix.startsWith("[]") ? null : (prefix + field.name()).replace('.', '_'));
            }
        }
    }

    private static boolean before(Tree tree, String key, String other) {
        return tree.entries().stream()
                .filter(entry -> entry.key().equals(key) || entry.key().equals(other))
                .findFirst()
                .orElseThrow()
                .key()
                .equals(key);
    }

    private void distinct(Tree tree) {
        Set<String> keys = new HashSet<>();
        tree.entries().forEach(entry -> accepted &= keys.add(entry.key()));
    }

    /** What a value that counts for nothing is refused for all the same. */
    private void duplicatesWithin(Field field, Object value) {
        if (field.type() instanceof FieldType.Struct nested && value instanceof Tree tree) {
            distinct(tree);
            nested.fields()
                    .forEach(inner -> inner.keys().stream()
                            .filter(tree::has)
                            .forEach(key -> duplicatesWithin(inner, tree.get(key))));
        } else if (field.type() instanceof FieldType.Array array && value instanceof List<?> elements) {
            elements.forEach(element -> duplicatesWithin(array.element(), element));
        }
    }

    private void value(String path, Field field, Object value, String column) {
        if (field.type() instanceof FieldType.Struct nested) {
            accepted &= value instanceof Tree;
            if (value instanceof Tree tree) {
                object(path + ".", nested.fields(), tree);
            }
        } else if (field.type() instanceof FieldType.Array array) {
            accepted &= value instanceof List<?> elements
                    && elements.size() >= field.constraints().minItems().orElse(0);
            if (value instanceof List<?> elements) {
                elements.forEach(element -> value("[]" + path, array.element(), element, null));
            }
        } else {
            String cell = scalar(path, field, value);
            accepted &= cell != null;
            if (cell != null && column != null) {
                cells.put(column, cell);
            }
        }
    }

    private String scalar(String path, Field field, Object value) {
        FieldType type = field.type();
        if (type instanceof FieldType.Timestamp) {
            return path.equals(schema.eventTime().field()) ? eventTime(value) : micros(text(value), ZoneOffset.UTC);
        } else if (type.isNumeric()) {
            return value instanceof Digits number ? number(type, field.constraints(), number.text()) : null;
        } else if (type instanceof FieldType.Bool) {
            return value instanceof Boolean ? value.toString() : null;
        }
        return value instanceof String text ? string(type, field.constraints(), text) : null;
    }

    private static String string(FieldType type, Constraints constraints, String text) {
        if (type instanceof FieldType.Date) {
            return date(text);
        } else if (type instanceof FieldType.Uuid) {
            return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}") ? text : null;
        }
        return allowed(constraints, text) ? text : null;
    }

    private static String text(Object value) {
        return value instanceof String text ? text : null;
    }

    private static String date(String text) {
        try {
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                    ? String.valueOf(LocalDate.parse(text).toEpochDay())
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean allowed(Constraints constraints, String text) {
        int length = text.codePointCount(0, text.length());
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && (constraints.allowed().isEmpty() || constraints.allowed().contains(text))
                && constraints
                        .pattern()
                        .map(pattern -> pattern.matcher(text).find())
                        .orElse(true)
                && length >= constraints.minLength().orElse(0)
                && length <= constraints.maxLength().orElse(Integer.MAX_VALUE);
    }

    private static String number(FieldType type, Constraints constraints, String text) {
        BigDecimal number = decimal(text);
        if (number == null) {
            return null;
        }
        long whole = (long) number.precision() - number.scale();
        if (type instanceof FieldType.Float64) {
            double real = Double.parseDouble(text);
            return Double.isFinite(real) && within(constraints, number) ? String.valueOf(real + 0.0) : null;
        }
        int scale = type instanceof FieldType.Decimal decimal ? decimal.scale() : 0;
        int digits = type instanceof FieldType.Decimal ? FieldType.Decimal.PRECISION - scale : 19;
        if (number.signum() != 0 && (whole > digits || number.scale() > 3000)) {
            return null;
        }
        try {
            BigDecimal exact =
                    (number.signum() == 0 ? BigDecimal.ZERO : number).setScale(scale, RoundingMode.UNNECESSARY);
            boolean fits =
                    type instanceof FieldType.Decimal || exact.unscaledValue().bitLength() < Long.SIZE;
            return fits && within(constraints, exact) ? exact.toPlainString() : null;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text, MathContext.UNLIMITED);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean within(Constraints constraints, BigDecimal number) {
        return constraints.minimum().map(bound -> number.compareTo(bound) >= 0).orElse(true)
                && constraints
                        .exclusiveMinimum()
                        .map(bound -> number.compareTo(bound) > 0)
                        .orElse(true)
                && constraints
                        .maximum()
                        .map(bound -> number.compareTo(bound) <= 0)
                        .orElse(true)
                && constraints
                        .exclusiveMaximum()
                        .map(bound -> number.compareTo(bound) < 0)
                        .orElse(true);
    }

    private String eventTime(Object value) {
        TimestampFormat format = schema.eventTime().format();
        String text = value instanceof Digits number ? number.text() : text(value);
        String micros = null;
        if (text != null && format instanceof TimestampFormat.Epoch epoch) {
            micros = epoch(text, epoch.perSecond());
        } else if (format instanceof TimestampFormat.Iso iso) {
            micros = micros(text(value), iso.zone());
        } else if (text != null) {
            long read = format.micros(text);
            micros = read == TimestampFormat.INVALID ? null : String.valueOf(read);
        }
        return micros != null && schema.eventTime().plausible().test(Long.parseLong(micros)) ? micros : null;
    }

    private static String epoch(String text, int perSecond) {
        BigDecimal number = text.matches("[0-9+.eE-]{1,400}") ? decimal(text) : null;
        if (number == null || (number.signum() != 0 && Math.abs((long) number.precision() - number.scale()) > 40)) {
            return number == null || number.precision() - (long) number.scale() > 0
                    ? null
                    : number.signum() < 0 ? "-1" : "0";
        }
        BigDecimal micros = number.signum() == 0
                ? BigDecimal.ZERO
                : number.multiply(BigDecimal.valueOf(1_000_000))
                        .divide(BigDecimal.valueOf(perSecond))
                        .setScale(0, RoundingMode.FLOOR);
        return micros.toBigInteger().bitLength() < Long.SIZE ? micros.toPlainString() : null;
    }

    private static String micros(String text, ZoneId zone) {
        Matcher found = text == null ? null : ISO.matcher(text);
        if (found == null || !found.matches()) {
            return null;
        }
        try {
            String clock = found.group(2) == null ? "00:00" : found.group(2);
            String seconds = found.group(3) == null ? ":00" : found.group(3);
            String fraction = found.group(4) == null ? "" : found.group(4);
            boolean midnight = (clock + seconds).equals("24:00:00") && fraction.matches("0*|0{6}.*");
            boolean leap = seconds.equals(":60");
            LocalDateTime local = LocalDate.parse(found.group(1)).atStartOfDay();
            if (!midnight) {
                local = LocalDateTime.parse(found.group(1) + "T" + clock + (leap ? ":59" : seconds));
            }
            local = local.plusDays(midnight ? 1 : 0).plusSeconds(leap ? 1 : 0);
            ZoneId offset =
                    found.group(5) == null ? zone : ZoneOffset.of(found.group(5).toUpperCase(java.util.Locale.ROOT));
            Instant instant = local.atZone(offset).toInstant();
            boolean misplaced = leap && Math.floorMod(instant.getEpochSecond(), 86_400L) != 0;
            long micros = Long.parseLong((fraction + "000000").substring(0, 6));
            return misplaced ? null : String.valueOf(instant.getEpochSecond() * 1_000_000 + micros);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** What a row holds, as {@link Answer#cells} has it. */
    static Map<String, String> cells(EventSchema schema, InternalRow row, StructType columns) {
        Map<String, String> cells = new TreeMap<>();
        for (Columns.Column column : Columns.of(schema.fields())) {
            int cell = columns.fieldIndex(column.name());
            DataType type = columns.fields()[cell].dataType();
            if (!(column.field().type() instanceof FieldType.Array) && !row.isNullAt(cell)) {
                cells.put(column.name(), row.get(cell, type).toString());
            }
        }
        return Map.copyOf(cells);
    }
}
