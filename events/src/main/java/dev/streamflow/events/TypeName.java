package dev.streamflow.events;

import dev.streamflow.events.model.FieldType;

/** What people call a type. */
final class TypeName implements FieldType.Visitor<String> {
    @Override
    public String text(FieldType.Text type) {
        return "string";
    }

    @Override
    public String uuid(FieldType.Uuid type) {
        return "uuid";
    }

    @Override
    public String int64(FieldType.Int64 type) {
        return "integer";
    }

    @Override
    public String float64(FieldType.Float64 type) {
        return "double";
    }

    @Override
    public String decimal(FieldType.Decimal type) {
        return "decimal(" + FieldType.Decimal.PRECISION + "," + type.scale() + ")";
    }

    @Override
    public String bool(FieldType.Bool type) {
        return "boolean";
    }

    @Override
    public String timestamp(FieldType.Timestamp type) {
        return "timestamp";
    }

    @Override
    public String date(FieldType.Date type) {
        return "date";
    }

    @Override
    public String struct(FieldType.Struct type) {
        return "object";
    }

    @Override
    public String array(FieldType.Array type) {
        return "array of " + type.element().type().accept(this);
    }
}
