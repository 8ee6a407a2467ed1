package dev.streamflow.producers.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.producers.Streams;
import dev.streamflow.producers.Streams.Seen;
import dev.streamflow.producers.event.Days;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.event.EventSource;
import dev.streamflow.producers.event.EventStream;
import dev.streamflow.producers.fields.FieldEvents;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentTimeTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.890Z");
    private static final long NOW_MICROS = NOW.toEpochMilli() * 1000;
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static EventSchema schema(String id, String time) {
        return SchemaReader.parse("rides", """
                {"type": "object", "description": "Rides", "properties": {
                   "id": %s, "at": {"type": "string", "format": "date-time", "x-source": "When"},
                   "meta": {"type": "object", "properties": {"dt": {"type": "string", "format": "date-time"}}, "required": ["dt"]}},
                 "required": ["id", "at", "meta"], "x-id": "id", "x-key": "id", "x-event-time": %s}
                """.formatted(id, time));
    }

    private static EventSchema text() {
        return schema("{\"type\": \"string\"}", "{\"field\": \"at\"}");
    }

    private static EventStream of(AtomicLong rounds, int perRound, String... documents) {
        int[] next = {0};
        return event -> {
            if (next[0] == documents.length) {
                return false;
            }
            rounds.set(next[0] / perRound);
            event.clear(LocalDate.EPOCH).value().raw(documents[next[0]++]);
            event.writeKey().raw("R1");
            event.at(7);
            return true;
        };
    }

    private static List<Seen> seen(EventSchema schema, int perRound, String... documents) {
        AtomicLong rounds = new AtomicLong();
        return Streams.all(new CurrentTime(of(rounds, perRound, documents), schema, rounds::get, CLOCK));
    }

    @Test
    void theTimeAndTheIdChangeAndNothingElse() {
        Seen seen = seen(text(), 1, " { \"n\": 1.50, \"at\":\"2020-01-01\", \"id\" : \"R1\",\"x\":[{\"id\":2}]}\t")
                .get(0);

        assertThat(seen.value())
                .isEqualTo(" { \"n\": 1.50, \"at\":\"2026-03-04T05:06:07.890Z\", \"id\" : \"%s\",\"x\":[{\"id\":2}]}\t"
                        .formatted(seen.key()));
        assertThat(seen.key()).startsWith("R1-");
        assertThat(seen.micros()).isEqualTo(NOW_MICROS);
    }

    @Test
    void equalIdsOfARoundStayEqualAndThoseOfTwoRoundsDiffer() {
        String event = "{\"id\":\"R1\",\"When\":\"2020-01-01\"}";
        List<Seen> seen = seen(text(), 2, event, event, event, event);

        assertThat(seen.get(0)).isEqualTo(seen.get(1));
        assertThat(seen.get(2)).isEqualTo(seen.get(3));
        assertThat(seen.get(0).key()).isNotEqualTo(seen.get(2).key());
        assertThat(seen.get(0).value()).contains("\"When\":\"2026-03-04T05:06:07.890Z\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[1]",
                "{\"id\":\"R1\"}",
                "{\"id\":\"R1\",\"at\":\"yesterday\"}",
                "{\"id\":\"R1\",\"at\":\"2500-01-01\"}",
                "{\"id\":\"R1\",\"at\":\"2020-01-01\"",
                "{\"id\":\"R1\",\"at\":\"2020-01-01\"} 2",
                "{\"id\":\"R1\",\"at\":null}"
            })
    void whatHasNoTimeStaysAsItIs(String document) {
        assertThat(seen(text(), 1, document)).containsExactly(new Seen("R1", document, 7));
    }

    @Test
    void bytesThatAreNoTextStayAsTheyAre() {
        byte[] latin = "{\"id\":\"\u00e9\",\"at\":\"2020-01-01\"}".getBytes(StandardCharsets.ISO_8859_1);
        EventStream one = event -> {
            event.clear(LocalDate.EPOCH).value().raw(latin);
            return true;
        };
        Event event = new Event();

        assertThat(new CurrentTime(one, text(), () -> 0, CLOCK).next(event)).isTrue();
        assertThat(event.value().toByteArray()).isEqualTo(latin);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "~{\"field\": \"at\", \"format\": \"epoch-seconds\"}~, ~{\"id\":\"1\",\"at\":\"1577836800\"}~, ~\"at\":\"1772600767\"~, 1772600767000000",
                "~{\"field\": \"at\", \"format\": \"dd.MM.yyyy HH:mm\", \"zone\": \"Europe/Berlin\"}~, ~{\"id\":\"1\",\"at\":\"31.12.2019 10:00\"}~, ~\"at\":\"04.03.2026 06:06\"~, 1772600760000000",
                "~{\"field\": \"meta.dt\"}~, ~{\"id\":\"1\",\"meta\":{\"dt\":\"2020-01-01\"}}~, ~{\"dt\":\"2026-03-04T05:06:07.890Z\"}~, 1772600767890000"
            })
    void aTimeKeepsItsFormatAndItsPlace(String time, String document, String written, long micros) {
        Seen seen = seen(schema("{\"type\": \"string\"}", time), 1, document).get(0);

        assertThat(seen.value()).contains(written);
        assertThat(seen.micros()).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "~{\"type\": \"string\", \"format\": \"uuid\"}~, ~\"123e4567-e89b-12d3-a456-426614174000\"~, ~\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"~",
                "~{\"type\": \"integer\"}~, 42, ~[0-9]{19}~",
                "~{\"type\": \"string\", \"maxLength\": 20}~, ~\"A\"~, ~\"A-[0-9a-z]{8}\"~"
            })
    void anIdKeepsItsType(String type, String id, String pattern) {
        EventSchema schema = schema(type, "{\"field\": \"at\"}");
        String value = seen(schema, 1, "{\"id\":%s,\"at\":\"2020-01-01\"}".formatted(id))
                .get(0)
                .value();

        assertThat(value).matches("\\{\"id\":" + pattern + ",\"at\".*").doesNotContain("\"id\":" + id + ",");
        assertThat(CurrentTime.repeatsIds(schema)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"string\", \"enum\": [\"A\", \"B\"]}",
                "{\"type\": \"string\", \"pattern\": \"^A[0-9]$\"}",
                "{\"type\": \"integer\", \"maximum\": 1000}",
                "{\"type\": \"boolean\"}"
            })
    void anIdThatCannotChangeStays(String type) {
        EventSchema schema = schema(type, "{\"field\": \"at\"}");
        String value =
                seen(schema, 1, "{\"id\":\"A\",\"at\":\"2020-01-01\"}").get(0).value();

        assertThat(value).startsWith("{\"id\":\"A\",").contains(NOW.toString());
        assertThat(CurrentTime.repeatsIds(schema)).isTrue();
    }

    @Test
    void generatedEventsOfTwoRunsShareNoId() {
        Set<String> keys = new HashSet<>();
        for (long later : new long[] {0, 1000}) {
            Days days = new Days(
                    FieldEvents.of(Streams.schema("sales"), 1),
                    List.of(LocalDate.parse("2026-01-01")),
                    new EventSource.Events(50),
                    false);
            Clock clock = Clock.fixed(NOW.plusMillis(later), ZoneOffset.UTC);
            Streams.all(new CurrentTime(days, Streams.schema("sales"), () -> 0, clock))
                    .forEach(seen -> keys.add(seen.key()));
        }
        assertThat(keys).hasSize(100);
    }
}
