package dev.streamflow.etl.lake;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * The keys of a date's rows, which come in order. Those that agree on what order and grain begin with are beside each
 * other, so no other have to be remembered: the last key alone, where rows are ordered by their key.
 */
final class GoldKeys {
    private final Cells common;
    private final Cells rest;
    private final Set<List<Object>> seen = new HashSet<>();
    private List<Object> last;

    GoldKeys(GoldRules rules, StructType schema) {
        List<String> beginning = rules.common();
        this.common = new Cells(beginning, schema);
        this.rest =
                new Cells(rules.grain().subList(beginning.size(), rules.grain().size()), schema);
    }

    /** Whether no row before had this row's key. */
    boolean isNew(InternalRow row) {
        List<Object> beginning = common.of(row);
        if (!beginning.equals(last)) {
            seen.clear();
            last = beginning;
        }
        return seen.add(rest.of(row));
    }

    /** The values of some columns. */
    static final class Cells {
        private final List<String> names;
        private final StructType schema;
        private final int[] ordinals;

        Cells(List<String> names, StructType schema) {
            this.names = List.copyOf(names);
            this.schema = schema;
            this.ordinals = names.stream().mapToInt(schema::fieldIndex).toArray();
        }

        List<String> names() {
            return names;
        }

        /** Copies, because Spark uses a row's memory again for the next. */
        List<Object> of(InternalRow row) {
            Object[] values = new Object[ordinals.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = InternalRow.copyValue(
                        row.get(ordinals[i], schema.apply(ordinals[i]).dataType()));
            }
            return Arrays.asList(values);
        }

        boolean hasNull(InternalRow row) {
            for (int ordinal : ordinals) {
                if (row.isNullAt(ordinal)) {
                    return true;
                }
            }
            return false;
        }
    }
}
