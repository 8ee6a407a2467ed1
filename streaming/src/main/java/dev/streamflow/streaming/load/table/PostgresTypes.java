package dev.streamflow.streaming.load.table;

import dev.streamflow.events.model.FieldType;

/** The PostgreSQL type of each type of field, as {@code format_type} writes it. */
final class PostgresTypes implements FieldType.Visitor<String> {
    static final PostgresTypes INSTANCE = new PostgresTypes();

    private PostgresTypes() {}

    @Override
    public String text(FieldType.Text type) {
        return "text";
    }

    /** Not {@code uuid}, which takes upper and lower case for the same, as the ETL does not. */
    @Override
    public String uuid(FieldType.Uuid type) {
        return "text";
    }

    @Override
    public String int64(FieldType.Int64 type) {
        return "bigint";
    }

    @Override
    public String float64(FieldType.Float64 type) {
        return "double precision";
    }

    @Override
    public String decimal(FieldType.Decimal type) {
        return "numeric(" + FieldType.Decimal.PRECISION + "," + type.scale() + ")";
    }

    @Override
    public String bool(FieldType.Bool type) {
        return "boolean";
    }

    @Override
    public String timestamp(FieldType.Timestamp type) {
        return "timestamp with time zone";
    }

    @Override
    public String date(FieldType.Date type) {
        return "date";
    }

    /** Objects are flattened into columns; this is one within an array. */
    @Override
    public String struct(FieldType.Struct type) {
        return "jsonb";
    }

    @Override
    public String array(FieldType.Array type) {
        return "jsonb";
    }
}
