package dev.streamflow.etl.silver;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.decoding.SparkTypes;
import dev.streamflow.etl.source.LandedSchema;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.Derived;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Rule;
import dev.streamflow.events.reading.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The checks of a whole event: derived columns and rules. Each that fails adds a reason. */
public final class Checks {
    private static final double RELATIVE_ERROR = 1e-9;
    private static final String OWN = "_own_";
    private static final String REASONS = "array<string>";
    private static final Column FIELDS_ARE_VALID =
            size(col(RecordColumns.REASONS)).equalTo(0);

    private final EventSchema schema;

    public Checks(EventSchema schema) {
        this.schema = schema;
    }

    /**
     * Lets Spark analyse every expression and rule, before any job starts.
     *
     * @throws InvalidSchemaException with those that it does not understand
     */
    public void validate(SparkSession spark) {
        Dataset<Row> none = spark.createDataFrame(List.of(), LandedSchema.type(schema));
        List<String> faults = new ArrayList<>();
        for (Derived derived : schema.derived()) {
            fault(none, () -> TryExpression.of(derived.expression().text()), "/x-derived/" + derived.field())
                    .ifPresent(faults::add);
        }
        for (Rule rule : schema.rules()) {
            fault(none, () -> not(condition(rule)), "/x-rules/" + rule.name()).ifPresent(faults::add);
        }
        if (!faults.isEmpty()) {
            throw new InvalidSchemaException(schema.name(), faults);
        }
    }

    private Optional<String> fault(Dataset<Row> events, Supplier<Column> expression, String pointer) {
        try {
            events.select(expression.get());
            return Optional.empty();
        } catch (Exception e) { // Scala throws AnalysisException, which is checked, without declaring it
            if (e instanceof AnalysisException) {
                String reason = e.getMessage().lines().findFirst().orElse("");
                return Optional.of(schema.name() + ".json#" + pointer + ": Spark does not understand it: " + reason);
            }
            throw e;
        }
    }

    /**
     * Fills in derived columns and completes the reasons: those of fields first, then of derived columns, then of
     * rules.
     */
    public Dataset<Row> apply(Dataset<Row> decoded) {
        List<Column> differing = schema.derived().stream()
                .map(derived -> reason(not(agrees(derived)), derived.field() + ":derived"))
                .toList();
        List<Column> broken = schema.rules().stream()
                .map(rule -> reason(not(coalesce(condition(rule), not(FIELDS_ARE_VALID))), "rule:" + rule.name()))
                .toList();
        String[] own =
                schema.derived().stream().map(derived -> OWN + derived.field()).toArray(String[]::new);
        return derive(decoded)
                .withColumn(RecordColumns.REASONS, with(differing))
                .drop(own)
                .withColumn(RecordColumns.REASONS, with(broken));
    }

    /**
     * Computes derived columns in order, since each may read those before it; the event's own values are kept in other
     * columns.
     */
    Dataset<Row> derive(Dataset<Row> decoded) {
        Dataset<Row> events = decoded;
        for (Derived derived : schema.derived()) {
            Column computed = TryExpression.of(derived.expression().text()).cast(SparkTypes.type(type(derived)));
            events = events.withColumn(OWN + derived.field(), col(derived.field()))
                    .withColumn(derived.field(), computed);
        }
        return events;
    }

    private FieldType type(Derived derived) {
        return schema.field(derived.field()).orElseThrow().type();
    }

    /**
     * Whether the event's own value, if any, agrees with the computed one. An event is not clean if its fields are
     * valid but the computation has no value, as a division by zero or a product of too many digits.
     */
    private Column agrees(Derived derived) {
        Column own = col(OWN + derived.field());
        Column computed = col(derived.field());
        Column same = type(derived) instanceof FieldType.Float64
                ? abs(own.minus(computed)).leq(greatest(abs(computed), lit(1)).multiply(RELATIVE_ERROR))
                : own.equalTo(computed);
        return coalesce(same, computed.isNotNull().or(not(FIELDS_ARE_VALID)));
    }

    /**
     * Appends reasons, each an array of one or none. Arrays are concatenated only if there is a reason, which few rows
     * have. {@code array_compact} would be simpler, but has no code generation and disables it for the expressions
     * around it.
     */
    private static Column with(List<Column> reasons) {
        Column found = col(RecordColumns.REASONS);
        List<Column> all = new ArrayList<>(reasons);
        all.add(0, found);
        return reasons.stream()
                .map(reason -> size(reason).gt(0))
                .reduce(Column::or)
                .map(any -> when(any, concat(all.toArray(Column[]::new))).otherwise(found))
                .orElse(found);
    }

    /** The condition over columns: {@code geo.country} becomes {@code geo_country}. */
    private Column condition(Rule rule) {
        return TryExpression.of(RuleConditions.overColumns(rule.condition(), Columns.of(schema.fields())));
    }

    /** An array of the reason, or an empty one. */
    private static Column reason(Column broken, String reason) {
        return when(broken, array(lit(reason))).otherwise(array().cast(REASONS));
    }
}
