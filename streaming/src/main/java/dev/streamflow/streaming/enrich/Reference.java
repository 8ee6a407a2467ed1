package dev.streamflow.streaming.enrich;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.reading.TextEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The rows of a reference file by one of its columns, each as the JSON object that goes into an event. A column all of
 * whose cells are numbers as JSON writes them (so not {@code 007}) is a number there, digit by digit; any other is
 * text. An empty cell is null.
 */
final class Reference implements Serializable {
    private static final long serialVersionUID = 1;
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,17})?");

    private final Map<String, byte[]> rows;

    private Reference(Map<String, byte[]> rows) {
        this.rows = rows;
    }

    /**
     * Reads a CSV file with a header.
     *
     * @param column whose cells identify a row
     * @param key the form in which an event has such a cell; throws {@link IllegalArgumentException} where it cannot
     *     have it
     * @throws UsageException if it cannot be read, lacks the column, or has a row twice
     */
    static Reference read(Path file, String column, UnaryOperator<String> key) {
        try {
            List<CsvRecord> records = CsvReader.builder()
                    .extraFieldStrategy(FieldMismatchStrategy.STRICT)
                    .missingFieldStrategy(FieldMismatchStrategy.STRICT)
                    .ofCsvRecord(TextEncoding.read(file))
                    .stream()
                    .toList();
            return of(file, records, column, key);
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file", e);
        } catch (CharacterCodingException e) {
            throw unusable(file, "it is not UTF-8 text", e);
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unusable(file, String.valueOf(cause.getMessage()), e);
        }
    }

    private static Reference of(Path file, List<CsvRecord> records, String column, UnaryOperator<String> key)
            throws IOException {
        List<String> names = records.isEmpty() ? List.of() : records.get(0).getFields();
        int index = names.indexOf(column);
        if (index < 0 || names.stream().distinct().count() < names.size()) {
            throw unusable(
                    file,
                    index < 0
                            ? "it lacks column " + column + "; it has " + String.join(", ", names)
                            : "it has a column twice: " + String.join(", ", names),
                    null);
        }
        List<CsvRecord> data = records.subList(1, records.size());
        List<Boolean> numbers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            numbers.add(isNumeric(data, i));
        }
        Map<String, byte[]> rows = new HashMap<>();
        for (CsvRecord row : data) {
            String id = key(file, row, column, row.getField(index), key);
            if (rows.put(id, json(names, numbers, row.getFields())) != null) {
                throw unusable(file, "it has " + column + " " + id + " more than once", null);
            }
        }
        return new Reference(rows);
    }

    private static String key(Path file, CsvRecord row, String column, String cell, UnaryOperator<String> key) {
        try {
            if (cell.isEmpty()) {
                throw new IllegalArgumentException("it is empty");
            }
            return key.apply(cell);
        } catch (IllegalArgumentException e) {
            throw unusable(
                    file,
                    "line " + row.getStartingLineNumber() + " has " + column + " " + cell + ": " + e.getMessage(),
                    e);
        }
    }

    private static boolean isNumeric(List<CsvRecord> rows, int column) {
        boolean some = false;
        for (CsvRecord row : rows) {
            String cell = row.getField(column);
            if (!cell.isEmpty() && !NUMBER.matcher(cell).matches()) {
                return false;
            }
            some |= !cell.isEmpty();
        }
        return some;
    }

    private static byte[] json(List<String> names, List<Boolean> numbers, List<String> cells) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            for (int i = 0; i < names.size(); i++) {
                json.writeFieldName(names.get(i));
                if (cells.get(i).isEmpty()) {
                    json.writeNull();
                } else if (numbers.get(i)) {
                    json.writeNumber(cells.get(i));
                } else {
                    json.writeString(cells.get(i));
                }
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static UsageException unusable(Path file, String reason, Exception cause) {
        return new UsageException(
                "Cannot read reference " + file + ": " + reason,
                "It is a CSV file in UTF-8 with a header; --on says which of its columns identifies a row.",
                cause);
    }

    /** The JSON object of a row, in UTF-8; null where there is none. */
    byte[] find(String key) {
        return rows.get(key);
    }

    int size() {
        return rows.size();
    }
}
