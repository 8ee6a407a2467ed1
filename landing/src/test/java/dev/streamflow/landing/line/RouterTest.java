package dev.streamflow.landing.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.json.ValidationResult;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.time.TimestampFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final Instant EARLIEST = Instant.parse("1960-01-01T00:00:00Z");
    private static final EventTime TIME = new EventTime(
            "at", new TimestampFormat.Iso(ZoneOffset.UTC), EARLIEST, Instant.parse("2100-01-01T00:00:00Z"));
    private static final long RECORD_TIME =
            Instant.parse("2026-03-03T03:00:00Z").toEpochMilli();

    private final Router router = new Router(TIME);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"at\":\"2026-01-01T23:59:59.999Z\"}                   | 2026-01-01",
                "{\"at\":\"2026-01-01T23:30:00-01:00\"}                  | 2026-01-02",
                "{\"at\":\"1969-12-31T23:59:59.999999Z\"}                | 1969-12-31",
                "{\"x\":{\"at\":\"2026-05-05T00:00:00Z\"},\"at\":\"2026-01-01T00:00:00Z\"} | 2026-01-01",
                "{\"at\":\"2026-01-01T00:00:00Z\",\"at\":\"2026-05-05T00:00:00Z\"} | 2026-01-01"
            })
    void anEventGoesToTheDateOfItsOwnTime(String value, LocalDate date) {
        assertThat(route(value, RECORD_TIME)).isEqualTo(date);
        assertThat(router.isTimed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"at\":null}",
                "{\"at\":\"soon\"}",
                "{\"at\":\"1959-12-31T23:59:59Z\"}",
                "{\"at\":\"2100-01-01T00:00:01Z\"}",
                "{\"at\":{\"at\":\"2026-01-01T00:00:00Z\"}}"
            })
    void anEventWithoutAUsableTimeGoesToTheDateOfItsRecord(String value) {
        assertThat(route(value, RECORD_TIME)).isEqualTo("2026-03-03");
        assertThat(router.isTimed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"@meta\":{\"@dt\":\"2026-01-01T00:00:00Z\"}}                                    | 2026-01-01",
                "{\"meta\":{\"dt\":\"2026-01-01T00:00:00Z\"},\"dt\":\"2026-05-05T00:00:00Z\"}        | 2026-01-01",
                "{\"meta\":{\"dt\":\"2026-05-05T00:00:00Z\",\"@dt\":\"2026-01-01T00:00:00Z\"}}       | 2026-01-01",
                "{\"dt\":\"2026-05-05T00:00:00Z\"}                                                | 2026-03-03"
            })
    void theTimeStandsUnderTheKeysThatTheSchemaNames(String value, LocalDate date) {
        Router nested = new Router(new EventTime(
                "meta.dt",
                List.of(List.of("@meta", "meta"), List.of("@dt", "dt")),
                TIME.format(),
                TIME.earliest(),
                TIME.latest()));

        assertThat(route(nested, value, RECORD_TIME)).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 253_402_300_800_000L})
    void aRecordWithoutAUsableTimeGoesToTheEpoch(long timestamp) {
        assertThat(route("{}", timestamp)).isEqualTo("1970-01-01");
        assertThat(route("{}", 253_402_300_799_999L)).isEqualTo("9999-12-31");
    }

    @Test
    void whatIsNoObjectLeavesNoTraceInTheNext() {
        route("{\"at\":\"2026-01-01T00:00:00Z\"}", RECORD_TIME);
        byte[] cut = "{\"at\":\"2026-01-01T00:00:00Z\"".getBytes(UTF_8);

        assertThat(router.route(cut, 0, cut.length, RECORD_TIME)).isEqualTo(ValidationResult.TRUNCATED);
        assertThat(route("{\"b\":1}", RECORD_TIME)).isEqualTo("2026-03-03");
    }

    private LocalDate route(String value, long timestamp) {
        return route(router, value, timestamp);
    }

    private static LocalDate route(Router router, String value, long timestamp) {
        byte[] bytes = (" " + value + " ").getBytes(UTF_8);
        assertThat(router.route(bytes, 0, bytes.length, timestamp)).isEqualTo(ValidationResult.OBJECT);
        return LocalDate.ofEpochDay(router.epochDay());
    }
}
