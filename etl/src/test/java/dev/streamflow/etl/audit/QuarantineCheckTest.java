package dev.streamflow.etl.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.etl.Reports;
import dev.streamflow.etl.ledger.Audit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuarantineCheckTest {
    @Test
    void aTopicOfWhichMoreThanHalfIsQuarantinedIsNamedWithItsReasons() {
        Reports date = Reports.of(1, "2026-01-01")
                .topic("clean", 7)
                .quarantined("half", 4, Map.of("id:required", 2L))
                .quarantined("most", 5, Map.of("co:type", 1L, "at:required", 2L))
                .quarantined("all", 1, Map.of("co:type", 1L));

        assertThat(QuarantineCheck.of(date.report()))
                .containsExactly(
                        new Audit(
                                "at most 0.5 of the records landed",
                                "quarantined of most",
                                "2",
                                "3 (at:required 2, co:type 1)"),
                        new Audit("at most 0.5 of the records landed", "quarantined of all", "0", "1 (co:type 1)"));
    }
}
