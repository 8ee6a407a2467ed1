package dev.streamflow.etl.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.etl.gold.GoldColumn;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.lake.GoldFigures;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.silver.Silver;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        public Optional<String> revenue() {
            return Optional.of("amount");
        }

        @Override
        public Dataset<Row> of(Silver silver) {
            throw new UnsupportedOperationException("only its checks are looked at");
        }
    }

    @Test
    void whatIsAsItShouldBePasses() {
        TableAudit audit = TableAudit.of(new Sales(), Map.of(FIRST, 2L, SECOND, 0L), Map.of(FIRST, figures(2, 0, 2)));

        assertThat(audit.againstSilver(FIRST, revenue("3.30"))).hasSize(4).allMatch(Audit::passed);
        assertThat(audit.rows(FIRST)).isEqualTo(2);
        assertThat(audit.againstSilver(SECOND, revenue("0.00"))).allMatch(Audit::passed);
    }

    @Test
    void aKeyThatIsThereTwiceFails() {
        GoldFigures twice =
                new GoldFigures(1, 0, new BigDecimal("3.30"), 2, List.of("event_date=2026-01-01 shop=a"), List.of());

        assertThat(audit(2, twice).ofRows(FIRST).get(0))
                .isEqualTo(
                        new Audit("no key is there twice", "sales", "0", "1", List.of("event_date=2026-01-01 shop=a")));
    }

    @Test
    void aRowThatTheParquetFilesLackFails() {
        assertThat(audit(1, figures(2, 0, 2)).ofRows(FIRST))
                .noneMatch(audit -> audit.check().contains("twice") && audit.passed());
    }

    @Test
    void aValueThatIsMissingFails() {
        Audit audit = audit(2, figures(2, 1, 2)).ofRows(FIRST).get(1);

        assertThat(audit).isEqualTo(new Audit("no value is missing", "sales", 0, 1));
    }

    @Test
    void revenueThatDiffersByACentFails() {
        assertThat(audit(2, figures(2, 0, 2))
                        .againstSilver(FIRST, revenue("3.31"))
                        .get(3))
                .isEqualTo(new Audit("revenue in gold is revenue in silver", "sales", "3.31", "3.30"));
    }

    @Test
    void aRowThatTheCsvFileLacksFails() {
        assertThat(audit(2, figures(2, 0, 1)).ofRows(FIRST).get(2))
                .isEqualTo(new Audit("rows of the CSV file are rows of the table", "sales", 2, 1));
    }

    @Test
    void whatWasNotCountedIsNoZero() {
        TableAudit audit = TableAudit.of(new Sales(), Map.of(FIRST, 1L), Map.of());

        assertThatThrownBy(() -> audit.ofRows(FIRST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot tell the keys of sales of 2026-01-01: they were not counted");
        assertThatThrownBy(() -> audit.rows(SECOND)).hasMessageContaining("2026-01-02");
    }

    private static TableAudit audit(long rows, GoldFigures figures) {
        return TableAudit.of(new Sales(), Map.of(FIRST, rows), Map.of(FIRST, figures));
    }

    private static GoldFigures figures(long keys, long nulls, long csv) {
        return new GoldFigures(keys, nulls, new BigDecimal("3.30"), csv, List.of(), List.of());
    }

    private static Optional<BigDecimal> revenue(String amount) {
        return Optional.of(new BigDecimal(amount));
    }
}
