package dev.streamflow.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.decoding.RecordColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Add;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.NumericEvalContext;
import org.apache.spark.sql.catalyst.expressions.Subtract;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.classic.ExpressionUtils;

/**
 * Evaluates the expressions of schemas so that errors give null. Otherwise a sum beyond 64 bits would wrap around, and
 * a function that throws on its arguments, such as {@code element_at(parts, 0)}, would end the job.
 */
final class TryExpression {
    private TryExpression() {}

    /**
     * The value of an SQL expression. Spark throws an {@code AnalysisException}, which is checked, where it does not
     * parse.
     */
    static Column of(String written) {
        // Spark evaluates common subexpressions first, outside the try. It leaves those within a branch where they are.
        Column always = col(RecordColumns.PARTITION).geq(-1);
        Column branch = when(always, ExpressionUtils.column(exact(new CatalystSqlParser().parseExpression(written))));
        return ExpressionUtils.column(new TryEval(ExpressionUtils.expression(branch)));
    }

    private static Expression exact(Expression expression) {
        Expression inner = expression.mapChildren(TryExpression::exact);
        if (inner instanceof Add sum) {
            return new Add(sum.left(), sum.right(), orNull(sum.evalContext()));
        } else if (inner instanceof Subtract difference) {
            return new Subtract(difference.left(), difference.right(), orNull(difference.evalContext()));
        } else if (inner instanceof Multiply product) {
            return new Multiply(product.left(), product.right(), orNull(product.evalContext()));
        }
        return inner;
    }

    private static NumericEvalContext orNull(NumericEvalContext context) {
        return new NumericEvalContext(EvalMode.TRY(), context.allowDecimalPrecisionLoss());
    }
}
