package dev.streamflow.etl.lake;

import dev.streamflow.etl.lake.GoldKeys.Cells;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;

/** Counts the rows of one file as they are written. */
final class GoldCounts {
    private final String date;
    private final GoldKeys keys;
    private final Cells grain;
    private final Cells required;
    private final int revenue;
    private final DecimalType amount;

    private long differing;
    private long nulls;
    private BigDecimal sum = GoldFigures.NONE.revenue();
    private final List<String> repeated = new ArrayList<>();
    private final List<String> incomplete = new ArrayList<>();

    /**
     * @param date as its folder names it
     * @param keys of the date so far
     */
    GoldCounts(String date, GoldRules rules, GoldKeys keys, StructType schema) {
        this.date = date;
        this.keys = keys;
        this.grain = new Cells(rules.grain(), schema);
        this.required = new Cells(rules.required(), schema);
        this.revenue = rules.revenue() == null ? -1 : schema.fieldIndex(rules.revenue());
        this.amount = revenue < 0 ? null : (DecimalType) schema.apply(revenue).dataType();
    }

    void add(InternalRow row) {
        if (keys.isNew(row)) {
            differing++;
        } else {
            show(row, repeated);
        }
        if (required.hasNull(row)) {
            nulls++;
            show(row, incomplete);
        }
        if (amount != null && !row.isNullAt(revenue)) {
            sum = sum.add(
                    row.getDecimal(revenue, amount.precision(), amount.scale()).toJavaBigDecimal());
        }
    }

    private void show(InternalRow row, List<String> examples) {
        if (examples.size() < GoldFigures.SHOWN) {
            StringBuilder key = new StringBuilder(date);
            List<Object> values = grain.of(row);
            for (int i = 0; i < values.size(); i++) {
                key.append(' ').append(grain.names().get(i)).append('=').append(values.get(i));
            }
            examples.add(key.toString());
        }
    }

    /** @param csv the rows of the CSV file */
    GoldFigures figures(long csv) {
        return new GoldFigures(differing, nulls, sum, csv, repeated, incomplete);
    }
}
