package dev.streamflow.events.reading;

import dev.streamflow.events.model.CellFormat;
import java.util.List;
import java.util.Optional;

/** Reads how CSV cells are written: {@code x-missing}, {@code x-decimal}, {@code x-true}, {@code x-false}. */
final class CellFormatReader {
    private CellFormatReader() {}

    /** Reads the keywords that stand at a place of the schema. */
    static CellFormat read(JsonCursor cursor, CellFormat otherwise) {
        JsonCursor decimal = cursor.at("x-decimal");
        decimal.text()
                .filter(mark -> !mark.equals(".") && !mark.equals(","))
                .ifPresent(mark -> decimal.fault("must be \",\" or \".\", not \"" + mark + "\""));
        return new CellFormat(
                texts(cursor.at("x-missing")).or(otherwise::missing),
                decimal.text().or(otherwise::decimal),
                texts(cursor.at("x-true")).orElse(otherwise.yes()),
                texts(cursor.at("x-false")).orElse(otherwise.no()));
    }

    private static Optional<List<String>> texts(JsonCursor cursor) {
        return cursor.exists()
                ? Optional.of(
                        cursor.elements().stream().map(JsonCursor::requiredText).toList())
                : Optional.empty();
    }
}
