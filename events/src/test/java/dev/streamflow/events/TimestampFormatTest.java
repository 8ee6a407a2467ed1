package dev.streamflow.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampFormatTest {
    private static final TimestampFormat ISO = new TimestampFormat.Iso(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:34:56Z, 2026-01-31T12:34:56Z",
        "2026-01-31T12:34Z, 2026-01-31T12:34:00Z",
        "2026-01-31 12:34:56, 2026-01-31T12:34:56Z",
        "2026-01-31T12:34:56.7Z, 2026-01-31T12:34:56.700Z",
        "2026-01-31T12:34:56.123456789Z, 2026-01-31T12:34:56.123456Z",
        "2026-01-31T23:30:00-01:00, 2026-02-01T00:30:00Z",
        "2026-01-31T23:30:00+0530, 2026-01-31T18:00:00Z",
        "2026-01-31T23:30:00+05, 2026-01-31T18:30:00Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
    })
    void readsIso(String text, Instant instant) {
        assertThat(ISO.micros(text)).isEqualTo(micros(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-01-31",
                "2026-1-31T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-01-32T00:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T12:60:00Z",
                "2026-01-31T23:59:60Z",
                "2026-01-31T12:34:56.Z",
                "2026-01-31T12:34:56.1234567890Z",
                "2026-01-31T12:34:56ZZ",
                "2026-01-31T12:34:56+19:00",
                "2026-01-31T12:34:56+01:60",
                "2026-01-31T12:34:56+1",
                "2026-01-31T12:34:56 Z",
                "2026/01/31T12:34:56Z",
                "2026-01-31X12:34:56Z",
                "+2026-01-31T12:34:56Z",
                "2026-01-31T12:34:5",
                "2026-01-31T12:34:",
                "٢٠٢٦-01-31T12:34:56Z",
                "now",
                "2026-01-31T12:34:56+",
                "2026-01-31T12:34:56Europe/London"
            })
    void refusesWhatIsNotIso(String text) {
        assertThat(ISO.micros(text)).isEqualTo(TimestampFormat.INVALID);
    }

    @Test
    void readsWhatJavaTimeReadsOverAllOfTime() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            long second = random.nextLong(Instant.parse("0000-01-01T00:00:00Z").getEpochSecond(), 253_402_300_800L);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1080, 1081));
            OffsetDateTime time =
                    Instant.ofEpochSecond(second, random.nextInt(1_000_000_000)).atOffset(offset);
            if (time.getYear() >= 0 && time.getYear() <= 9999) {
                assertThat(ISO.micros(time.toString())).as(time.toString()).isEqualTo(micros(time.toInstant()));
            }
        }
    }

    @Test
    void aLocalTimeIsInTheFormatsZone() {
        TimestampFormat london = new TimestampFormat.Iso(ZoneId.of("Europe/London"));

        assertThat(london.micros("2010-07-01T12:00:00")).isEqualTo(micros(Instant.parse("2010-07-01T11:00:00Z")));
        assertThat(london.micros("2010-07-01T12:00:00Z")).isEqualTo(micros(Instant.parse("2010-07-01T12:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-MM-dd HH:mm:ss, 2010-12-01 08:26:00, 2010-12-01T08:26:00Z",
        "yyyy-MM-dd HH:mm:ss, 2010-07-01 08:26:00, 2010-07-01T07:26:00Z",
        "dd/MM/yyyy, 01/07/2010, 2010-06-30T23:00:00Z",
        "d MMM yyyy h:mm a, 1 Dec 2010 8:26 PM, 2010-12-01T20:26:00Z",
        "yyyy-MM-dd'T'HH:mmXXX, 2010-12-01T08:26+02:00, 2010-12-01T06:26:00Z",
    })
    void readsPatternsInTheirZoneAndInEnglish(String pattern, String text, Instant instant) {
        TimestampFormat format = new TimestampFormat.Pattern(pattern, ZoneId.of("Europe/London"));

        assertThat(format.micros(text)).isEqualTo(micros(instant));
        assertThat(format.micros(format.text(micros(instant)))).isEqualTo(micros(instant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2010-02-30 00:00:00", "2010-12-01", "2010-12-01 08:26:00 ", "", "01.12.2010 08:26:00"})
    void aPatternIsStrict(String text) {
        TimestampFormat format = new TimestampFormat.Pattern("yyyy-MM-dd HH:mm:ss", ZoneOffset.UTC);

        assertThat(format.micros(text)).isEqualTo(TimestampFormat.INVALID);
    }

    @Test
    void readsEpochs() {
        assertThat(new TimestampFormat.Epoch(1).micros("1767225600")).isEqualTo(1_767_225_600_000_000L);
        assertThat(new TimestampFormat.Epoch(1000).micros("1767225600123")).isEqualTo(1_767_225_600_123_000L);
        assertThat(new TimestampFormat.Epoch(1000).text(1_767_225_600_123_456L)).isEqualTo("1767225600123");
        assertThat(new TimestampFormat.Epoch(1).micros("9223372036854775807")).isEqualTo(TimestampFormat.INVALID);
        assertThat(new TimestampFormat.Epoch(1).micros("1.5")).isEqualTo(TimestampFormat.INVALID);
    }

    @Test
    void writesWhatItReads() {
        long micros =
                micros(LocalDateTime.of(2026, 1, 31, 12, 34, 56, 789_000_000).toInstant(ZoneOffset.UTC));

        assertThat(ISO.text(micros)).isEqualTo("2026-01-31T12:34:56.789Z");
        assertThat(ISO.micros(ISO.text(micros))).isEqualTo(micros);
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
