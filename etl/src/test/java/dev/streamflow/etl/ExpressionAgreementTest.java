package dev.streamflow.etl;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.expressions.Expression;
import dev.streamflow.events.reading.Schemas;
import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What the generator writes is what the ETL checks: both evaluators of an expression give the same answers. */
class ExpressionAgreementTest {
    private static final int ROWS = 200;
    private static final StructType FIELDS = StructType.fromDDL(
            "quantity BIGINT, unit_price DECIMAL(18,2), discount_percentage DECIMAL(18,2), amount DECIMAL(18,2), approved BOOLEAN,"
                    + " category STRING");
    private static final List<String> MORE = List.of(
            "amount / 3",
            "ROUND(amount / quantity, 2)",
            "ROUND(-amount * 0.125, 2)",
            "ABS(amount - unit_price)",
            "1 + 2 * quantity - unit_price / 8",
            "IF(NOT approved AND (amount <> unit_price OR quantity >= 5), amount, -amount)",
            "IF(category != 'cash', 'x', category)",
            "amount > unit_price");

    @Test
    void sparkAndTheGeneratorAgree() {
        List<Expression> expressions = Stream.concat(shipped(), MORE.stream().map(Expression::parse))
                .filter(expression -> List.of(FIELDS.fieldNames()).containsAll(expression.fields()))
                .toList();
        assertThat(expressions).as("shipped ones are among them").hasSizeGreaterThan(MORE.size() + 4);
        List<Row> rows = rows(new Random(11));

        List<Row> answers = dataset(rows)
                .select(expressions.stream()
                        .map(expression -> expr(expression.text()))
                        .toArray(Column[]::new))
                .collectAsList();

        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < expressions.size(); j++) {
                Expression expression = expressions.get(j);
                assertThat(comparable(answers.get(i).get(j)))
                        .as("%s of %s", expression.text(), rows.get(i))
                        .isEqualTo(comparable(expression.evaluate(values(rows.get(i)))));
            }
        }
    }

    private static Stream<Expression> shipped() {
        return Schemas.all(Path.of("../schemas")).stream()
                .flatMap(schema -> schema.derived().stream())
                .map(derived -> derived.expression());
    }

    private static Dataset<Row> dataset(List<Row> rows) {
        return SessionFactory.session("test", Profile.DEV).createDataFrame(rows, FIELDS);
    }

    private static List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(RowFactory.create(
                    1L + random.nextInt(50),
                    BigDecimal.valueOf(random.nextInt(100_000), 2),
                    BigDecimal.valueOf(random.nextInt(10_001), 2),
                    BigDecimal.valueOf(random.nextInt(200_000) - 50_000L, 2),
                    random.nextBoolean(),
                    List.of("cash", "travel", "food").get(random.nextInt(3))));
        }
        return rows;
    }

    private static Map<String, Object> values(Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : FIELDS.fieldNames()) {
            values.put(name, row.get(FIELDS.fieldIndex(name)));
        }
        return values;
    }

    /** Numbers as a field with two decimals keeps them. */
    private static Object comparable(Object answer) {
        return answer instanceof Number ? new BigDecimal(answer.toString()).setScale(2, RoundingMode.HALF_UP) : answer;
    }
}
