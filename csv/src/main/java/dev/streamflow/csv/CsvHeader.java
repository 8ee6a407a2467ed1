package dev.streamflow.csv;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The first row of a CSV file as a schema sees it. Names are compared without blanks around them, with one blank for
 * several within, and whichever way their accents are encoded.
 *
 * @param columns the names, an empty one for a column without a name
 * @param missing the columns of required fields that it lacks
 * @param ignored the names that no field reads
 * @param twice the names that a field reads and that it has twice
 */
record CsvHeader(List<String> columns, List<String> missing, List<String> ignored, List<String> twice) {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\uFEFF\\u200B]+");

    static CsvHeader of(EventSchema schema, List<String> row) {
        List<String> columns = row.stream().map(CsvHeader::name).toList();
        Set<String> read = new LinkedHashSet<>();
        List<String> missing = new ArrayList<>();
        collect("", schema.fields(), true, columns, read, missing);
        Set<String> ignored = new LinkedHashSet<>(columns);
        ignored.removeAll(read);
        ignored.remove("");
        List<String> twice = read.stream()
                .filter(name -> columns.indexOf(name) != columns.lastIndexOf(name))
                .toList();
        return new CsvHeader(columns, missing, List.copyOf(ignored), twice);
    }

    private static void collect(
            String path,
            List<Field> fields,
            boolean required,
            List<String> columns,
            Set<String> read,
            List<String> missing) {
        for (Field field : fields) {
            boolean isRequired = required && field.required();
            if (field.type() instanceof FieldType.Struct nested) {
                collect(path + field.name() + ".", nested.fields(), isRequired, columns, read, missing);
            } else if (columns.contains(column(path, field))) {
                read.add(column(path, field));
            } else if (isRequired) {
                missing.add(column(path, field));
            }
        }
    }

    /** @throws InputFault if it lacks a required column or has one twice that a field reads */
    void check(EventSchema schema) throws InputFault {
        if (!missing.isEmpty()) {
            throw new InputFault(
                    "it lacks column " + String.join(", ", missing) + "; it has "
                            + (columns.isEmpty() ? "none" : String.join(", ", columns)),
                    columns.size() == 1
                            ? "A file with another separator than comma, semicolon, tab or bar is read with --separator."
                            : "A field's x-source in the schema " + schema.name()
                                    + " says which column it is read from.");
        } else if (!twice.isEmpty()) {
            throw new InputFault("its header has column " + String.join(", ", twice) + " twice", null);
        }
    }

    /** How many of its columns fields read. */
    int fit() {
        return columns.size() - ignored.size() - unnamed() - missing.size();
    }

    int unnamed() {
        return (int) columns.stream().filter(String::isEmpty).count();
    }

    /** Whether so many cells are a row: columns without a name at the end may be left out. */
    boolean isRow(List<String> cells) {
        if (cells.size() == columns.size()) {
            return true;
        }
        int named = columns.size();
        while (named > 0 && columns.get(named - 1).isEmpty()) {
            named--;
        }
        return cells.size() >= named && cells.stream().skip(columns.size()).allMatch(String::isBlank);
    }

    /** Where a field is read from; negative where the file does not have it. */
    int index(String path, Field field) {
        return columns.indexOf(column(path, field));
    }

    private static String column(String path, Field field) {
        return name(field.source().orElse(path + field.name()));
    }

    private static String name(String text) {
        return Normalizer.normalize(BLANKS.matcher(text).replaceAll(" ").strip(), Normalizer.Form.NFC);
    }
}
