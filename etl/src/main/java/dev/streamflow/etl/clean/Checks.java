package dev.streamflow.etl.clean;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.events.Columns;
import dev.streamflow.events.Derived;
import dev.streamflow.events.EventSchema;
import dev.streamflow.events.FieldType;
import dev.streamflow.events.InvalidSchemaException;
import dev.streamflow.events.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a schema says of a whole event: derived columns and rules. Each that does not hold is one more reason. */
public final class Checks {
    private static final double RELATIVE_ERROR = 1e-9;

    private final EventSchema schema;

    public Checks(EventSchema schema) {
        this.schema = schema;
    }

    /**
     * Has Spark read every expression and rule, before any job starts.
     *
     * @throws InvalidSchemaException with those that it does not understand
     */
    public void validate(SparkSession spark) {
        Dataset<Row> none = spark.createDataFrame(List.of(), Decode.type(schema));
        List<String> faults = new ArrayList<>();
        for (Derived derived : schema.derived()) {
            fault(none, expr(derived.expression().text()), "/x-derived/" + derived.field())
                    .ifPresent(faults::add);
        }
        for (Rule rule : schema.rules()) {
            fault(none, not(condition(rule)), "/x-rules/" + rule.name()).ifPresent(faults::add);
        }
        if (!faults.isEmpty()) {
            throw new InvalidSchemaException(schema.name(), faults);
        }
    }

    private Optional<String> fault(Dataset<Row> events, Column expression, String pointer) {
        try {
            events.select(expression);
            return Optional.empty();
        } catch (Exception e) { // Scala throws AnalysisException, which is checked, without declaring it
            if (e instanceof AnalysisException) {
                String reason = e.getMessage().lines().findFirst().orElse("");
                return Optional.of(schema.name() + ".json#" + pointer + ": Spark does not understand it: " + reason);
            }
            throw e;
        }
    }

    /** Derived columns filled in, reasons complete. */
    public Dataset<Row> apply(Dataset<Row> decoded) {
        Dataset<Row> checked = decoded;
        for (Derived derived : schema.derived()) {
            checked = derive(checked, derived);
        }
        Column fieldsAreValid = size(col(Decode.REASONS)).equalTo(0);
        checked = checked.withColumn("_fields_valid", fieldsAreValid);
        for (Rule rule : schema.rules()) {
            checked = rule(checked, rule);
        }
        return checked.drop("_fields_valid");
    }

    /** The column as the expression gives it; an event that says otherwise is not clean. */
    private Dataset<Row> derive(Dataset<Row> events, Derived derived) {
        String name = derived.field();
        FieldType type = schema.field(name).orElseThrow().type();
        Column computed = expr(derived.expression().text()).cast(RowTypes.type(type));
        Column own = col(name);
        Column same = type instanceof FieldType.Real
                ? abs(own.minus(computed)).leq(greatest(abs(computed), lit(1)).multiply(RELATIVE_ERROR))
                : own.equalTo(computed);
        return events.withColumn("_computed", computed)
                .withColumn(Decode.REASONS, reason(not(coalesce(same, lit(true))), name + ":derived"))
                .withColumn(name, col("_computed"))
                .drop("_computed");
    }

    /** False breaks a rule; null does too, unless a field is invalid anyway and may be why. */
    private Dataset<Row> rule(Dataset<Row> events, Rule rule) {
        Column holds = coalesce(condition(rule), not(col("_fields_valid")));
        return events.withColumn(Decode.REASONS, reason(not(holds), "rule:" + rule.name()));
    }

    /** The condition over the event's own names: {@code geo.country} is the column {@code geo_country}. */
    private Column condition(Rule rule) {
        return expr(Conditions.overColumns(rule.condition(), Columns.of(schema.fields())));
    }

    private static Column reason(Column broken, String reason) {
        return when(broken, array_append(col(Decode.REASONS), lit(reason))).otherwise(col(Decode.REASONS));
    }
}
