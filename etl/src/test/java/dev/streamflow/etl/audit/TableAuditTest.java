package dev.streamflow.etl.audit;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.etl.gold.GoldColumn;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The checks of a gold table before it is published. */
class TableAuditTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final LocalDate SECOND = LocalDate.parse("2026-01-02");

    /** A table with a key, a value that has to be there and a note that need not be. */
    private static final class Sales implements GoldTable {
        @Override
        public Set<String> topics() {
            return Set.of();
        }

        @Override
        public List<String> grain() {
            return List.of("shop");
        }

        @Override
        public List<GoldColumn> columns() {
            return List.of();
        }

        @Override
        public Set<String> nullable() {
            return Set.of("note");
        }

        @Override
        public Optional<Column> revenue() {
            return Optional.of(col("amount"));
        }

        @Override
        public Dataset<Row> of(Silver silver) {
            throw new UnsupportedOperationException("only its checks are looked at");
        }
    }

    @Test
    void whatIsAsItShouldBePasses() {
        TableAudit figures = figures("(DATE'2026-01-01', 'a', 1.10, null), (DATE'2026-01-01', 'b', 2.20, 'x')");

        assertThat(figures.againstSilver(FIRST, revenue("3.30"))).hasSize(4).allMatch(Audit::passed);
        assertThat(figures.rows(FIRST)).isEqualTo(2);
        assertThat(figures.againstSilver(SECOND, revenue("0.00"))).allMatch(Audit::passed);
    }

    @Test
    void aKeyThatIsThereTwiceIsNamed() {
        TableAudit figures = figures("(DATE'2026-01-02', 'a', 1.10, 'x'), (DATE'2026-01-02', 'a', 1.10, 'x')");

        Audit audit = figures.againstSilver(SECOND, revenue("2.20")).get(0);

        assertThat(audit)
                .isEqualTo(
                        new Audit("no key is there twice", "sales", "0", "1", List.of("event_date=2026-01-02 shop=a")));
        assertThat(figures.againstSilver(FIRST, revenue("0.00"))).allMatch(Audit::passed);
    }

    @Test
    void aValueThatIsMissingIsNamed() {
        TableAudit figures = figures("(DATE'2026-01-01', null, 1.10, 'x'), (DATE'2026-01-01', 'b', null, 'x')");

        Audit audit = figures.againstSilver(FIRST, revenue("1.10")).get(1);

        assertThat(audit.check()).isEqualTo("no value is missing");
        assertThat(audit.found()).isEqualTo("2");
        assertThat(audit.rows()).containsExactly("event_date=2026-01-01 shop=null", "event_date=2026-01-01 shop=b");
    }

    @Test
    void revenueThatDiffersByACentFails() {
        TableAudit figures = figures("(DATE'2026-01-01', 'a', 1.10, 'x')");

        assertThat(figures.againstSilver(FIRST, revenue("1.11")).get(3))
                .isEqualTo(new Audit("revenue in gold is revenue in silver", "sales", "1.11", "1.10"));
    }

    @Test
    void aRowThatTheCsvFileLacksFails() {
        Dataset<Row> table = table("(DATE'2026-01-01', 'a', 1.10, 'x'), (DATE'2026-01-01', 'b', 1.10, 'x')");

        TableAudit figures = TableAudit.of(new Sales(), table, Map.of(FIRST, 2L), Map.of(FIRST, 1L));

        assertThat(figures.ofRows(FIRST).get(2))
                .isEqualTo(new Audit("rows of the CSV file are rows of the table", "sales", 2, 1));
    }

    @Test
    void whatWasNotCountedIsNoZero() {
        Dataset<Row> none = table("(DATE'2026-01-01', 'a', 1.10, 'x')").limit(0);

        TableAudit figures = TableAudit.of(new Sales(), none, Map.of(FIRST, 1L), Map.of(FIRST, 1L));

        assertThatThrownBy(() -> figures.ofRows(FIRST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot tell the keys of sales of 2026-01-01: they were not counted");
        assertThatThrownBy(() -> figures.rows(SECOND)).hasMessageContaining("2026-01-02");
    }

    private static TableAudit figures(String rows) {
        Dataset<Row> table = table(rows);
        Map<LocalDate, Long> counts = new TreeMap<>(Map.of(FIRST, 0L, SECOND, 0L));
        table.collectAsList().forEach(row -> counts.merge(row.getLocalDate(0), 1L, Long::sum));
        return TableAudit.of(new Sales(), table, counts, counts);
    }

    private static Dataset<Row> table(String rows) {
        return SessionFactory.session("test", Profile.DEV)
                .sql("SELECT event_date, shop, CAST(amount AS decimal(18,2)) AS amount, note FROM VALUES " + rows
                        + " AS sales(event_date, shop, amount, note)");
    }

    private static Optional<BigDecimal> revenue(String amount) {
        return Optional.of(new BigDecimal(amount));
    }
}
