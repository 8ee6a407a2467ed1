package dev.streamflow.events.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.time.TimestampFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class EventTimeTest {
    private static final TimestampFormat FORMAT = new TimestampFormat.Iso(ZoneOffset.UTC);

    @Test
    void aTimeIsPlausibleFromTheFirstBoundToBeforeTheSecond() {
        LongPredicate plausible = between("1970-01-01T00:00:01Z", "1970-01-01T00:00:02Z");

        assertThat(plausible.test(999_999)).isFalse();
        assertThat(plausible.test(1_000_000)).isTrue();
        assertThat(plausible.test(1_999_999)).isTrue();
        assertThat(plausible.test(2_000_000)).isFalse();
    }

    @Test
    void aBoundFinerThanAMicrosecondIsNotMetByTheMicrosecondBeforeIt() {
        LongPredicate plausible = between("1970-01-01T00:00:00.000000001Z", "1970-01-01T00:00:00.000002001Z");

        assertThat(plausible.test(0)).isFalse();
        assertThat(plausible.test(1)).isTrue();
        assertThat(plausible.test(2)).isTrue();
        assertThat(plausible.test(3)).isFalse();
    }

    @Test
    void aBoundBeyondAllMicrosecondsBoundsNothing() {
        LongPredicate plausible = between("-1000000000-01-01T00:00:00Z", "+1000000000-12-31T00:00:00Z");

        assertThat(plausible.test(Long.MIN_VALUE + 1)).isTrue();
        assertThat(plausible.test(Long.MAX_VALUE - 1)).isTrue();
    }

    @Test
    void aRecordsTimeStampOutsideOfOurYearsCountsAs1970() {
        assertThat(EventTime.ofRecord(1_767_225_600_123L)).isEqualTo(1_767_225_600_123_000L);
        assertThat(EventTime.ofRecord(253_402_300_799_999L)).isEqualTo(253_402_300_799_999_000L);
        for (long millis : new long[] {253_402_300_800_000L, 1_767_225_600_000_000_000L, Long.MAX_VALUE, -1}) {
            assertThat(EventTime.ofRecord(millis)).as("%d", millis).isZero();
        }
    }

    private static LongPredicate between(String earliest, String latest) {
        return new EventTime("at", FORMAT, Instant.parse(earliest), Instant.parse(latest)).plausible();
    }
}
