package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.store.Column.Ratio;
import dev.streamflow.dashboard.store.Column.Role;
import dev.streamflow.events.model.Additivity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column as DuckDB has it.
 *
 * @param sqlType as DuckDB writes it: DECIMAL(18,2)
 */
record StoredColumn(String name, String sqlType) {
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\(\\d+,\\s*(\\d+)\\)");

    Column.Type type() {
        return switch (sqlType) {
            case "VARCHAR" -> Column.Type.TEXT;
            case "BOOLEAN" -> Column.Type.BOOLEAN;
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT" -> Column.Type.INTEGER;
            case "FLOAT", "DOUBLE" -> Column.Type.DOUBLE;
            case "DATE" -> Column.Type.DATE;
            case "TIMESTAMP" -> Column.Type.TIMESTAMP;
            default -> sqlType.startsWith("DECIMAL") ? Column.Type.DECIMAL : Column.Type.OTHER;
        };
    }

    Column as(Role role, Additivity additivity, Optional<Ratio> ratio) {
        Matcher decimal = DECIMAL.matcher(sqlType);
        int scale = decimal.matches() ? Integer.parseInt(decimal.group(1)) : 0;
        return new Column(name, type(), scale, role, additivity, ratio);
    }
}
