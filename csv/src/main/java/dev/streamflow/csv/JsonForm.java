package dev.streamflow.csv;

import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.events.json.JsonObjectValidator;
import dev.streamflow.events.json.ValidationResult;
import java.io.IOException;

/** How the objects of a JSON file are laid out. */
enum JsonForm {
    /** One a line. */
    LINES,
    /** As the elements of an array, or one after the other over several lines each. */
    ELEMENTS;

    /**
     * The form of a file: lines where its first line is an object, or its first character opens nothing.
     *
     * @throws InputFault if it is neither, before a row of it is read
     */
    static JsonForm of(EventFile file, CsvDialect dialect) throws IOException {
        ValidationResult first = firstLine(file, dialect);
        if (first == ValidationResult.OBJECT) {
            return LINES;
        }
        InputFault broken;
        try (JsonElements elements = new JsonElements(file.utf8(dialect))) {
            if (hasObject(elements, true)) {
                return ELEMENTS;
            }
            broken = new InputFault("none of its elements is an object", null);
        } catch (InputFault e) {
            broken = e;
        }
        try (JsonLines lines = new JsonLines(file.utf8(dialect))) {
            if (hasObject(lines, false)) {
                return LINES;
            }
        }
        throw new InputFault(
                "no line of it is a JSON object (the first is " + first.code()
                        + "), and it is no sound array or row of objects: " + broken.getMessage(),
                first == ValidationResult.INVALID_UTF8
                        ? "--encoding says which it is in, such as ISO-8859-1 or windows-1252."
                        : "One object a line is wanted, or an array of objects, or objects one after the other.");
    }

    /** What the first line is; an object also where it opens nothing, and in an empty file. */
    private static ValidationResult firstLine(EventFile file, CsvDialect dialect) throws IOException {
        JsonBytes row = new JsonBytes();
        try (JsonLines lines = new JsonLines(file.utf8(dialect))) {
            if (!lines.next(row)) {
                return ValidationResult.OBJECT;
            }
            int at = 0;
            while (row.array()[at] == ' ' || row.array()[at] == '\t') {
                at++;
            }
            boolean opens = row.array()[at] == '{' || row.array()[at] == '[';
            return opens ? new JsonObjectValidator("").validate(row.array(), 0, row.length()) : ValidationResult.OBJECT;
        } catch (InputFault e) {
            // An array may well be one line that is too long to be a row.
            return ValidationResult.NOT_AN_OBJECT;
        }
    }

    /** @param readAll whether to go on to the end, which may be broken */
    private static boolean hasObject(JsonSource rows, boolean readAll) throws IOException {
        JsonObjectValidator validator = new JsonObjectValidator("");
        JsonBytes row = new JsonBytes();
        boolean isEmpty = true;
        boolean found = false;
        while ((readAll || !found) && rows.next(row)) {
            isEmpty = false;
            found = found || isObject(validator, row);
        }
        return found || (readAll && isEmpty);
    }

    private static boolean isObject(JsonObjectValidator validator, JsonBytes row) {
        return validator.validate(row.array(), 0, row.length()) == ValidationResult.OBJECT;
    }
}
