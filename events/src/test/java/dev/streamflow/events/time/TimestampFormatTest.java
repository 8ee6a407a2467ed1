package dev.streamflow.events.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
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
        "2026-01-31T12:34:56.9999999999999Z, 2026-01-31T12:34:56.999999Z",
        "'2026-01-31 12:34:56,5 +01:00', 2026-01-31T11:34:56.500Z",
        "2026-01-31t12:34:56 z, 2026-01-31T12:34:56Z",
        "2026-01-31, 2026-01-31T00:00:00Z",
        "2026-01-31T24:00, 2026-02-01T00:00:00Z",
        "2026-12-31T24:00:00+01:00, 2026-12-31T23:00:00Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2017-01-01T00:59:60.5+01:00, 2017-01-01T00:00:00.500Z",
        "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.999999Z",
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
                "2026-1-31T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-01-32T00:00:00Z",
                "2026-01-31T12:60:00Z",
                "2026-01-31T12:34:56.Z",
                "2026-01-31T12:34:56ZZ",
                "2026-01-31T12:34:56+19:00",
                "2026-01-31T12:34:56+01:60",
                "2026-01-31T12:34:56+1",
                "2026/01/31T12:34:56Z",
                "2026-01-31X12:34:56Z",
                "+2026-01-31T12:34:56Z",
                "2026-01-31T24:00:01Z",
                "2026-01-31T24:00:00.5Z",
                "2026-01-31T25:00:00Z",
                "2026-01-31T12:00:60Z",
                "2026-01-31T23:59:61Z",
                "2026-01-31T23:59:60+01:00",
                "2026-01-31T12:34.5Z",
                "2026-01-31Z",
                "2026-01-31T",
                "2026-01-31 ",
                "2026-01-31T12:34:56  Z",
                "2026-W05-1",
                "2026-031",
                "20260131T123456Z",
                "+12026-01-31T12:34:56Z",
                "-0001-01-31T12:34:56Z",
                "2026-01-31T12:34:56+01:00[Europe/Berlin]",
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
    void aDateOrTimeIsOfTheFormatsZoneWhereClocksChange() {
        TimestampFormat iso = new TimestampFormat.Iso(ZoneId.of("Europe/Berlin"));
        TimestampFormat pattern = new TimestampFormat.Pattern("yyyy-MM-dd[ HH:mm]", ZoneId.of("Europe/Berlin"));

        for (TimestampFormat format : List.of(iso, pattern)) {
            assertThat(format.micros("2026-06-30")).isEqualTo(micros(Instant.parse("2026-06-29T22:00:00Z")));
            assertThat(format.micros("2026-03-29 02:30")).isEqualTo(micros(Instant.parse("2026-03-29T01:30:00Z")));
            assertThat(format.micros("2026-10-25 02:30")).isEqualTo(micros(Instant.parse("2026-10-25T00:30:00Z")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dd-MMM-yy, 31-JAN-26, 2026-01-31T00:00:00Z",
        "MM/dd/yyyy hh:mm a, 01/31/2026 01:05 pm, 2026-01-31T13:05:00Z",
        "yyyyMMdd, 20260131, 2026-01-31T00:00:00Z",
        "yyyy-MM-ddXXX, 2026-01-31+01:00, 2026-01-30T23:00:00Z",
    })
    void readsWhatPeoplesFilesHold(String pattern, String text, Instant instant) {
        assertThat(new TimestampFormat.Pattern(pattern, ZoneOffset.UTC).micros(text))
                .isEqualTo(micros(instant));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1767225600, 1767225600000000",
        "1000, 1767225600123, 1767225600123000",
        "1000000, 1690366967048491, 1690366967048491",
        "1000000000, 1690366967048491999, 1690366967048491",
        "1000000000, -1, -1",
        "1, 1.5945120943859746E9, 1594512094385974",
        "1, 1594512094.7355676, 1594512094735567",
        "1000, 1433221332117.0, 1433221332117000",
        "1000, 1.433221332117e12, 1433221332117000",
        "1, -0, 0",
        "1, -0.5, -500000",
        "1, -1e-999999999, -1",
        "1, 1e-999999999, 0",
        "1, 0e999999999, 0",
        "1000000, 9223372036854775807, 9223372036854775807",
        "1, .5, 500000",
    })
    void readsEpochs(int perSecond, String text, long micros) {
        assertThat(new TimestampFormat.Epoch(perSecond).micros(text)).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775807",
                "1e400",
                "1E+999999999",
                "1E99999999999",
                "",
                "-",
                ".",
                "1e",
                "NaN",
                "0x10",
                "1_000",
                "١",
                " 1",
                "1d",
                "Infinity",
                "1,5",
                "2026-01-31T00:00:00Z"
            })
    void refusesWhatIsNoEpoch(String text) {
        assertThat(new TimestampFormat.Epoch(1).micros(text)).isEqualTo(TimestampFormat.INVALID);
        assertThat(new TimestampFormat.Epoch(1).micros("9".repeat(1_000_000))).isEqualTo(TimestampFormat.INVALID);
    }

    @Test
    void writesEpochsToTheirUnit() {
        assertThat(new TimestampFormat.Epoch(1).text(1_767_225_600_123_456L)).isEqualTo("1767225600");
        assertThat(new TimestampFormat.Epoch(1_000).text(-1)).isEqualTo("-1");
        assertThat(new TimestampFormat.Epoch(1_000_000).text(1_767_225_600_123_456L))
                .isEqualTo("1767225600123456");
        assertThat(new TimestampFormat.Epoch(1_000_000_000).text(1_767_225_600_123_456L))
                .isEqualTo("1767225600123456000");
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
