package dev.streamflow.landing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.landing.compression.Compression;
import org.junit.jupiter.api.Test;

class LandingLayoutTest {
    /** Two executions of one plan may write other bytes: then they never write the same file. */
    @Test
    void aFileIsCalledByItsRunItsFirstRecordAndItsChecksum() {
        String one = LandingLayout.lines(7, 3, 41, "0123456789abcdef".repeat(4), Compression.ZSTD);
        String other = LandingLayout.lines(7, 3, 41, "f123456789abcdef".repeat(4), Compression.ZSTD);

        assertThat(one)
                .isEqualTo("r000007-p003-o000000000041-0123456789abcdef.jsonl.zst")
                .isNotEqualTo(other);
        assertThat(LandingLayout.run("dt=2026-01-01/" + one)).hasValue(7);
    }
}
