package dev.streamflow.ingest.land;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.NotReadyException;
import dev.streamflow.cli.TooManyRejectedException;
import dev.streamflow.ingest.land.plan.LogView.OpenTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
    private static final Optional<Instant> THROUGH = Optional.of(Instant.parse("2026-01-02T00:00:00Z"));
    private static final OpenTransaction OPEN = new OpenTransaction(3, 5, 9);

    @ParameterizedTest
    @CsvSource({"0,0,0.5", "0,9,0", "1,2,0.5", "9,9,1", "3,10,0.3", "0,0,0"})
    void asManyAsAreAllowedAreNoFailure(long rejected, long read, double allowed) {
        assertThat(findings(rejected, read, allowed).failure()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1,0.5", "13,13,0.5", "2,3,0.5", "1,1000000,0"})
    void moreAreAFailureWhateverTheirNumber(long rejected, long read, double allowed) {
        assertThat(findings(rejected, read, allowed).failure())
                .get()
                .isInstanceOf(TooManyRejectedException.class)
                .extracting(Throwable::getMessage)
                .isEqualTo("Cannot accept " + rejected + " rejected of " + read + " records of t (truncated " + rejected
                        + "): --max-rejected allows a share of " + allowed);
    }

    @Test
    void aTransactionThatHoldsUpTheWindowIsNamedWithItsRemedy() {
        var failure = new Findings(result(0, 9, List.of(OPEN), false), THROUGH, 0.5)
                .failure()
                .orElseThrow();

        assertThat(failure)
                .isInstanceOf(NotReadyException.class)
                .hasMessage("Cannot land t through 2026-01-02T00:00:00Z: an open transaction holds up partition 3 at"
                        + " offset 5, its log ends at 9");
        assertThat(failure.remedy()).get().asString().contains("abort --topic t --partition 3 --start-offset 5");
    }

    @Test
    void withoutAWindowItIsAWarning() {
        LandingResult result = result(0, 9, List.of(OPEN), false);

        assertThat(new Findings(result, Optional.empty(), 0.5).failure()).isEmpty();
        assertThat(result.warnings())
                .containsExactly("an open transaction holds up partition 3 at offset 5, its log ends at 9");
    }

    @Test
    void tooManyRejectedCountForMoreThanAnIncompleteWindowAndTheLineTellsBoth() {
        assertThat(new Findings(result(9, 9, List.of(OPEN), false), THROUGH, 0.5).failure())
                .get()
                .isInstanceOf(TooManyRejectedException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("9 rejected of 9")
                .contains("through 2026-01-02T00:00:00Z: an open transaction holds up partition 3 at offset 5");
    }

    @Test
    void recordsLeftByALimitAreNoTransaction() {
        assertThat(new Findings(result(0, 9, List.of(), false), THROUGH, 0.5).failure())
                .get()
                .isInstanceOf(NotReadyException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .endsWith("--max-records or --max-duration left records in the log");
    }

    @Test
    void theMostFrequentReasonIsNamedFirst() {
        var reasons = Map.of("empty", 1L, "truncated", 1L, "not-an-object", 7L);
        var result =
                new LandingResult("t", List.of(1), 12, 3, 9, 0, 3, reasons, 0, true, List.of(), List.of(), List.of());

        assertThat(result.warnings())
                .containsExactly(
                        "9 of 12 records are rejected: not-an-object 7, empty 1, truncated 1",
                        "3 of 3 landed records have no usable event time: their record's time stamp decided the date");
    }

    private static Findings findings(long rejected, long read, double allowed) {
        return new Findings(result(rejected, read, List.of(), true), THROUGH, allowed);
    }

    private static LandingResult result(
            long rejected, long read, List<OpenTransaction> openTransactions, boolean complete) {
        Map<String, Long> reasons = rejected == 0 ? Map.of() : Map.of("truncated", rejected);
        return new LandingResult(
                "t",
                List.of(1),
                read,
                read - rejected,
                rejected,
                0,
                0,
                reasons,
                0,
                complete,
                openTransactions,
                List.of(),
                List.of());
    }
}
