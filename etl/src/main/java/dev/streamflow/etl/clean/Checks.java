package dev.streamflow.etl.clean;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
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
    private static final String COMPUTED = "_computed_";
    private static final String REASONS_SO_FAR = "_reasons_so_far";
    private static final Column FIELDS_ARE_VALID = size(col(Decode.REASONS)).equalTo(0);

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

    /** Derived columns filled in, reasons complete: those of fields first, then of derived ones, then of rules. */
    public Dataset<Row> apply(Dataset<Row> decoded) {
        List<Column> columns = new ArrayList<>(List.of(col("*")));
        for (Derived derived : schema.derived()) {
            columns.add(computed(derived).as(COMPUTED + derived.field()));
        }
        Dataset<Row> computed = decoded.select(columns.toArray(Column[]::new));
        List<Column> broken = new ArrayList<>();
        schema.derived().forEach(derived -> broken.add(reason(not(agrees(derived)), derived.field() + ":derived")));
        Dataset<Row> derived = replace(computed.withColumn(REASONS_SO_FAR, with(col(Decode.REASONS), broken)));
        List<Column> rules = schema.rules().stream()
                .map(rule -> reason(not(coalesce(condition(rule), not(FIELDS_ARE_VALID))), "rule:" + rule.name()))
                .toList();
        return derived.withColumn(Decode.REASONS, with(col(REASONS_SO_FAR), rules))
                .drop(REASONS_SO_FAR);
    }

    /** Derived columns as computed, so that an event that comes without one has it as well. */
    private Dataset<Row> replace(Dataset<Row> events) {
        Dataset<Row> replaced = events;
        for (Derived derived : schema.derived()) {
            String computed = COMPUTED + derived.field();
            replaced = replaced.withColumn(derived.field(), col(computed)).drop(computed);
        }
        return replaced;
    }

    private static Column with(Column reasons, List<Column> more) {
        Column found = array_compact(array(more.toArray(Column[]::new)));
        return more.isEmpty() ? reasons : concat(reasons, found);
    }

    private Column computed(Derived derived) {
        return expr(derived.expression().text()).cast(RowTypes.type(type(derived)));
    }

    private FieldType type(Derived derived) {
        return schema.field(derived.field()).orElseThrow().type();
    }

    /**
     * Whether the event says nothing else. Where valid fields have no value computed from them, as in a division by zero or a
     * product of too many digits, it cannot be told and the event is not clean.
     */
    private Column agrees(Derived derived) {
        Column own = col(derived.field());
        Column computed = col(COMPUTED + derived.field());
        Column same = type(derived) instanceof FieldType.Real
                ? abs(own.minus(computed)).leq(greatest(abs(computed), lit(1)).multiply(RELATIVE_ERROR))
                : own.equalTo(computed);
        return coalesce(same, computed.isNotNull().or(not(FIELDS_ARE_VALID)));
    }

    /** The condition over the event's own names: {@code geo.country} is the column {@code geo_country}. */
    private Column condition(Rule rule) {
        return expr(Conditions.overColumns(rule.condition(), Columns.of(schema.fields())));
    }

    /** The reason, or null. */
    private static Column reason(Column broken, String reason) {
        return when(broken, lit(reason));
    }
}
