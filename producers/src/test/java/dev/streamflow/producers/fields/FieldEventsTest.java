package dev.streamflow.producers.fields;

import static dev.streamflow.producers.Streams.all;
import static dev.streamflow.producers.Streams.schema;
import static dev.streamflow.producers.Streams.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.events.reading.Schemas;
import dev.streamflow.producers.Streams;
import dev.streamflow.producers.Streams.Seen;
import dev.streamflow.producers.Validator;
import dev.streamflow.producers.event.EventSource.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldEventsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 29);

    private static EventSchema visits(String field) {
        String document = """
                {"type": "object", "description": "Visits",
                 "properties": {"at": {"type": "string", "format": "date-time"}, "x": %s},
                 "required": ["at", "x"], "x-event-time": {"field": "at"}}
                """.formatted(field);
        return SchemaReader.parse("visits", document);
    }

    private static List<JsonNode> drawn(String field, int count) {
        return values(FieldEvents.of(visits(field), 1).next(DAY, new Events(count))).stream()
                .map(event -> Validator.read(event).path("x"))
                .toList();
    }

    @Test
    void everyShippedSchemaGivesEventsThatSatisfyIt() {
        for (EventSchema schema : Schemas.all(Streams.SCHEMAS)) {
            values(FieldEvents.of(schema, 5).next(DAY, new Events(3000)))
                    .forEach(event -> assertThat(Validator.faults(schema, event))
                            .as(schema.name() + " " + event)
                            .isEmpty());
        }
    }

    @Test
    void aSliceIsPartOfTheWhole() {
        EventSchema schema = schema("purchases");
        List<String> whole = values(FieldEvents.of(schema, 5).next(DAY, new Events(500)));

        assertThat(values(FieldEvents.of(schema, 5).slice(DAY, 120, 60))).isEqualTo(whole.subList(120, 180));

        FieldEvents rounds = FieldEvents.of(schema, 5);
        List<String> parts = new ArrayList<>(values(rounds.next(DAY, new Events(200))));
        parts.addAll(values(rounds.next(DAY, new Events(300))));
        assertThat(parts).isEqualTo(whole);
        assertThat(values(FieldEvents.of(schema, 6).next(DAY, new Events(500)))).doesNotContainAnyElementsOf(whole);
    }

    @Test
    void keyAndTimeAreTheEventsOwn() {
        EventSchema schema = schema("card_transactions");
        for (Seen event : all(FieldEvents.of(schema, 5).next(DAY, new Events(1000)))) {
            JsonNode json = Validator.read(event.value());
            assertThat(event.key()).isEqualTo(json.path("card").textValue());
            Instant time = Instant.parse(json.path("transaction_time").textValue());
            assertThat(event.micros()).isEqualTo(time.toEpochMilli() * 1000);
            assertThat(time.atZone(ZoneOffset.UTC).toLocalDate()).isEqualTo(DAY);
        }
    }

    @Test
    void pricesOfPurchasesFollowTheCategory() {
        Map<String, Double> mean = values(FieldEvents.of(schema("purchases"), 5).next(DAY, new Events(5000))).stream()
                .map(Validator::read)
                .collect(Collectors.groupingBy(
                        event -> event.path("product_category").textValue(),
                        Collectors.averagingDouble(
                                event -> event.path("unit_price").doubleValue())));

        assertThat(mean.get("Electronics")).isGreaterThan(2 * mean.get("Clothing"));
        assertThat(mean.get("Clothing")).isGreaterThan(2 * mean.get("Grocery"));
    }

    @Test
    void referencesOfOneEventUseOneRow() {
        for (JsonNode event : values(
                        FieldEvents.of(schema("storefront_events"), 5).next(DAY, new Events(500)))
                .stream()
                .map(Validator::read)
                .toList()) {
            if (event.path("product_id").textValue().equals("P0001")) {
                assertThat(event.path("product_name").textValue()).isEqualTo("Studio Smart Watch");
                assertThat(event.path("product_price").decimalValue()).isEqualByComparingTo("55.89");
            }
        }
    }

    @Test
    void distributionsHaveTheirShape() {
        assertThat(drawn("{\"type\": \"integer\", \"x-generate\": {\"uniform\": {\"min\": 1, \"max\": 3}}}", 300))
                .extracting(JsonNode::intValue)
                .contains(1, 2, 3)
                .allMatch(x -> x >= 1 && x <= 3);
        double mean =
                drawn("{\"type\": \"number\", \"x-generate\": {\"normal\": {\"mean\": 50, \"stddev\": 10}}}", 5000)
                        .stream()
                        .mapToDouble(JsonNode::doubleValue)
                        .average()
                        .orElseThrow();
        assertThat(mean).isCloseTo(50, within(1.0));
        double often =
                drawn("{\"type\": \"string\", \"x-generate\": {\"choice\": {\"a\": 9, \"b\": 1}}}", 5000).stream()
                        .filter(x -> x.textValue().equals("a"))
                        .count();
        assertThat(often / 5000).isCloseTo(0.9, within(0.02));
        assertThat(drawn(
                        "{\"type\": \"string\", \"x-generate\": {\"sequence\": {\"prefix\": \"A-\", \"width\": 3}}}",
                        2))
                .extracting(JsonNode::textValue)
                .containsExactly("A-001", "A-002");
    }

    @Test
    void boundsCutADistribution() {
        String field = "{\"type\": \"number\", \"multipleOf\": 0.01, \"minimum\": 49.5, \"exclusiveMaximum\": 50,"
                + " \"x-generate\": {\"normal\": {\"mean\": 50, \"stddev\": 10}}}";
        assertThat(drawn(field, 1000)).extracting(JsonNode::doubleValue).allMatch(x -> x >= 49.5 && x < 50);
    }

    @Test
    void textFollowsItsPattern() {
        assertThat(drawn("{\"type\": \"string\", \"pattern\": \"^[A-Z]{2}[0-9]{3}$\"}", 200))
                .extracting(JsonNode::textValue)
                .allMatch(x -> x.matches("[A-Z]{2}[0-9]{3}"));
    }

    @Test
    void valuesThatTheConstraintsForbidAreRefused() {
        EventSchema schema = visits("{\"type\": \"string\", \"pattern\": \"^#\", \"x-generate\": {\"faker\": \"a\"}}");

        assertThatThrownBy(() -> FieldEvents.of(schema, 1))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "Cannot generate x of visits: no value of its x-generate is allowed by its constraints, for example \"a\"");
        assertThatThrownBy(() -> FieldEvents.of(
                        visits("{\"type\": \"string\", \"x-generate\": {\"faker\": \"#{No.thing}\"}}"), 1))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("Cannot generate x of visits: Datafaker makes nothing of \"#{No.thing}\": ");
    }

    private static EventSchema identified(String field) {
        return SchemaReader.parse(
                "visits", visits(field).document().replace("\"x-event", "\"x-id\": \"x\", \"x-event"));
    }

    /** Each is drawn without repetition on each of two days, and the days have no value in common. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"string\"}",
                "{\"type\": \"string\", \"maxLength\": 4}",
                "{\"type\": \"string\", \"minLength\": 40}",
                "{\"type\": \"string\", \"pattern\": \"^INV-[0-9]{8}$\"}",
                "{\"type\": \"string\", \"pattern\": \"[A-Z]{3}\\\\d{2,6}\"}",
                "{\"type\": \"string\", \"format\": \"uuid\"}",
                "{\"type\": \"integer\"}",
                "{\"type\": \"integer\", \"minimum\": -400000, \"maximum\": 399999}",
                "{\"type\": \"number\", \"multipleOf\": 0.01, \"x-generate\": {\"uniform\": {\"min\": 1, \"max\": 5000}}}",
                "{\"type\": \"number\"}",
            })
    void anIdIsNotDrawnTwice(String field) {
        FieldEvents events = FieldEvents.of(identified(field), 7);
        Set<String> ids = new HashSet<>();
        for (LocalDate day : List.of(DAY, DAY.plusDays(1))) {
            for (String event : values(events.next(day, new Events(5000)))) {
                assertThat(Validator.faults(identified(field), event)).isEmpty();
                ids.add(Validator.read(event).path("x").asText());
            }
        }
        assertThat(ids).hasSize(10_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"type\": \"string\", \"pattern\": \"^[A-Z][0-9]$\"} ; 260",
                "{\"type\": \"string\", \"pattern\": \"^(a|bb)[0-9]$\"} ; 20",
                "{\"type\": \"string\", \"enum\": [\"a\", \"b\"]} ; 2",
                "{\"type\": \"string\", \"x-generate\": {\"choice\": {\"a\": 9, \"b\": 1, \"c\": 1}}} ; 3",
                "{\"type\": \"string\", \"x-generate\": {\"zipf\": {\"n\": 77, \"prefix\": \"C\"}}} ; 77",
                "{\"type\": \"integer\", \"minimum\": 5, \"maximum\": 9} ; 5",
                "{\"type\": \"boolean\"} ; 2",
            })
    void anIdIsDrawnAsOftenAsItHasValuesAndNoMore(String field, int size) {
        FieldEvents events = FieldEvents.of(identified(field), 7);

        assertThat(values(events.next(DAY, new Events(size - 1)))).hasSize(size - 1);
        assertThatThrownBy(() -> events.next(DAY, new Events(2)))
                .isInstanceOf(UsageException.class)
                .hasMessage("Cannot generate " + (size + 1) + " of visits: x has " + size + " values");
        List<String> all = values(FieldEvents.of(identified(field), 7).next(DAY, new Events(size)));
        assertThat(all.stream().map(event -> Validator.read(event).path("x").asText()))
                .doesNotHaveDuplicates();
    }

    @Test
    void anIdIsNotDrawnByADistribution() {
        assertThatThrownBy(
                        () -> FieldEvents.of(identified("{\"type\": \"number\", \"x-generate\": {\"normal\": {}}}"), 7))
                .hasMessageStartingWith("Cannot generate x of visits: values of a distribution repeat");
    }

    @Test
    void anIdFromAFileTakesTheOtherColumnsOfItsRow(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("cities.csv"), "\uFEFFcity,country\nParis,FR\nRome,IT\nOslo,NO\n");
        String document = visits(
                        "{\"type\": \"string\", \"x-generate\": {\"reference\": {\"file\": \"cities.csv\", \"column\": \"country\"}}}, "
                                + "\"id\": {\"type\": \"string\", \"x-generate\": {\"reference\": {\"file\": \"cities.csv\", \"column\": \"city\"}}}")
                .document()
                .replace("\"x-event", "\"x-id\": \"id\", \"x-event");
        Path file = Files.writeString(folder.resolve("visits.json"), document);

        List<JsonNode> events = values(
                        FieldEvents.of(SchemaReader.read(file), 1).next(DAY, new Events(3)))
                .stream()
                .map(Validator::read)
                .toList();

        assertThat(events)
                .extracting(
                        event -> event.path("id").textValue() + event.path("x").textValue())
                .containsExactlyInAnyOrder("ParisFR", "RomeIT", "OsloNO");
    }

    @ParameterizedTest
    @CsvSource({
        "string, epoch-micros, \"[0-9]{16}\"",
        "integer, epoch-nanos, [0-9]{19}",
        "number, epoch-seconds, [0-9]{10}",
        "integer, yyyyMMdd, 20260329",
    })
    void aTimeIsWrittenAsItsTypeSays(String type, String format, String text) {
        String document = visits("{\"type\": \"integer\"}")
                .document()
                .replace("\"string\", \"format\": \"date-time\"", "\"" + type + "\"")
                .replace("{\"field\": \"at\"}", "{\"field\": \"at\", \"format\": \"" + format + "\"}");
        EventSchema schema = SchemaReader.parse("visits", document);

        for (Seen event : all(FieldEvents.of(schema, 5).next(DAY, new Events(50)))) {
            String written = Validator.read(event.value()).path("at").toString();
            assertThat(written).matches(text);
            assertThat(schema.eventTime().format().micros(written.replace("\"", "")))
                    .isEqualTo(event.micros());
        }
    }

    @Test
    void theTimeMayBeNested() {
        EventSchema schema = SchemaReader.parse("changes", """
                {"type": "object", "description": "Changes",
                 "properties": {"meta": {"type": "object", "required": ["dt"],
                   "properties": {"dt": {"type": "string", "format": "date-time"}}}},
                 "required": ["meta"], "x-event-time": {"field": "meta.dt"}}
                """);

        for (Seen event : all(FieldEvents.of(schema, 5).next(DAY, new Events(10)))) {
            Instant time = Instant.parse(
                    Validator.read(event.value()).path("meta").path("dt").textValue());
            assertThat(event.micros()).isEqualTo(time.toEpochMilli() * 1000);
        }
    }
}
