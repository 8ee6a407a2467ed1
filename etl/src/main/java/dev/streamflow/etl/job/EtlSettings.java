package dev.streamflow.etl.job;

import static java.util.Objects.requireNonNull;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of one Spark application.
 *
 * @param dates event dates (UTC), ascending
 * @param schemas of the topics to read
 * @param tables gold tables to make; empty: all
 * @param products the CSV file with product_id, product_name, category, brand, list_price
 * @param drift the share of the mean of the week before that a figure may differ by without a warning
 * @param rowsPerFile of gold at most; a date with more rows has several
 * @param onlyDue whether to skip dates whose tables already hold all that has landed
 * @param label kept in the ledger, so that the caller finds what it published; may be empty
 */
public record EtlSettings(
        List<LocalDate> dates,
        List<EventSchema> schemas,
        Set<String> tables,
        String landing,
        String lake,
        String products,
        BigDecimal drift,
        long rowsPerFile,
        boolean onlyDue,
        String label) {

    /** What a spreadsheet shows of a file: 1,048,576 lines, of which one is the header. */
    public static final String SPREADSHEET = "1048575";

    /** The key of the label in {@link #parameters}. */
    public static final String LABEL = "label";

    public EtlSettings {
        dates = List.copyOf(dates);
        schemas = List.copyOf(schemas);
        tables = Set.copyOf(tables);
        requireNonNull(landing, "landing is null");
        requireNonNull(lake, "lake is null");
        requireNonNull(products, "products is null");
        requireNonNull(drift, "drift is null");
        requireNonNull(label, "label is null");
        if (rowsPerFile < 1) {
            throw new UsageException(
                    "Cannot write files of at most " + rowsPerFile + " rows: that is less than one",
                    "--rows-per-file is " + SPREADSHEET + " where nothing else is said.");
        }
    }

    /** The names of the topics to read. */
    Set<String> topics() {
        return schemas.stream().map(schema -> schema.topic().name()).collect(Collectors.toSet());
    }

    /** As the ledger keeps them. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("from", dates.get(0).toString());
        parameters.put("to", dates.get(dates.size() - 1).toString());
        parameters.put(
                "topics",
                String.join(
                        ",",
                        schemas.stream().map(schema -> schema.topic().name()).toList()));
        parameters.put("tables", String.join(",", tables.stream().sorted().toList()));
        parameters.put("landing", landing);
        parameters.put("products", products);
        parameters.put("drift", drift.toPlainString());
        parameters.put("rows-per-file", Long.toString(rowsPerFile));
        parameters.put(LABEL, label);
        return parameters;
    }
}
