package dev.streamflow.events.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.streamflow.events.model.CellFormat;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Rule;
import dev.streamflow.events.model.Table;
import dev.streamflow.events.model.Topic;
import dev.streamflow.events.time.TimestampFormat;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaReaderTest {
    private static final String VALID = """
            {"description": "Visits", "type": "object",
             "properties": {
               "id": {"type": "string", "format": "uuid"},
               "at": {"type": "string", "format": "date-time"},
               "visitor": {"type": "string"},
               "price": {"type": "number", "multipleOf": 0.01, "minimum": 0},
               "quantity": {"type": "integer", "minimum": 1},
               "amount": {"type": "number", "multipleOf": 0.01},
               "place": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
               "tags": {"type": "array", "items": {"type": "string"}, "minItems": 1}},
             "required": ["id", "at", "visitor", "price", "quantity"],
             "x-topic": {"partitions": 4, "retention": "P30D"}, "x-key": "visitor", "x-id": "id",
             "x-event-time": {"field": "at"},
             "x-rules": {"is_paid": "price > 0"},
             "x-derived": {"amount": "ROUND(price * quantity, 2)"},
             "x-aggregate": {"dimensions": ["place_city"], "measures": ["amount"]}}
            """;

    @Test
    void readsHowCellsAreWrittenByTheFieldElseByTheSchema() {
        String cells = "\"x-missing\": [\"NA\"], \"x-decimal\": \",\", \"x-true\": [\"ja\"], ";
        EventSchema schema = SchemaReader.parse(
                "visits",
                VALID.replaceFirst("\\{", "{" + cells)
                        .replace(
                                "\"minimum\": 0}", "\"minimum\": 0, \"x-decimal\": \".\", \"x-missing\": [\"-200\"]}"));

        assertThat(schema.field("quantity").orElseThrow().cells())
                .isEqualTo(new CellFormat(Optional.of(List.of("NA")), Optional.of(","), List.of("ja"), List.of()));
        assertThat(schema.field("price").orElseThrow().cells())
                .isEqualTo(new CellFormat(Optional.of(List.of("-200")), Optional.of("."), List.of("ja"), List.of()));
        assertThat(SchemaReader.parse("visits", VALID)
                        .field("price")
                        .orElseThrow()
                        .cells())
                .isEqualTo(CellFormat.USUAL);
        assertThatThrownBy(() -> SchemaReader.parse("visits", VALID.replaceFirst("\\{", "{\"x-decimal\": \"'\",")))
                .hasMessageContaining("#/x-decimal: must be \",\" or \".\", not \"'\"");
    }

    @Test
    void readsTheTableAndItsIndexes() {
        assertThat(SchemaReader.parse("visits", VALID).table())
                .isEqualTo(new Table("visits", List.of(List.of("at"), List.of("visitor", "at"))));
        assertThat(SchemaReader.parse(
                                "visits", withTable("{\"name\": \"visit\", \"indexes\": [[\"place_city\", \"at\"]]}"))
                        .table())
                .isEqualTo(new Table("visit", List.of(List.of("place_city", "at"))));
        assertThatThrownBy(() -> SchemaReader.parse(
                        "visits", withTable("{\"name\": \"Visit\", \"indexes\": [[\"tags\"], []], \"size\": 1}")))
                .hasMessageContaining("#/x-table/name: must be up to 63")
                .hasMessageContaining("#/x-table/indexes/0/0: names tags, which is not a single-valued column")
                .hasMessageContaining("#/x-table/indexes/1: must be an array of columns")
                .hasMessageContaining("#/x-table/size: is not a keyword here");
    }

    private static String withTable(String table) {
        return VALID.replaceFirst("\\{", "{\"x-table\": " + table.replace("\\", "\\\\") + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void readsAFileInAnyUnicodeEncoding(String charset, @TempDir Path folder) throws IOException {
        Path marked = folder.resolve("marked.json");
        Path plain = folder.resolve("plain.json");
        Files.write(marked, ("\uFEFF" + VALID).getBytes(Charset.forName(charset)));
        Files.write(plain, VALID.getBytes(Charset.forName(charset)));

        assertThat(SchemaReader.read(marked).fields())
                .isEqualTo(SchemaReader.parse("x", VALID).fields());
        assertThat(SchemaReader.read(plain).document()).isEqualTo(VALID);
    }

    @Test
    void readsEveryKeyword() {
        EventSchema schema = SchemaReader.parse("visits", VALID);

        assertThat(schema.topic())
                .isEqualTo(new Topic(
                        "visits", schema.topic().key(), 4, schema.topic().retention()));
        assertThat(schema.topic().key()).contains("visitor");
        assertThat(schema.topic().retention()).contains(Duration.ofDays(30));
        assertThat(schema.id()).containsExactly("id");
        assertThat(schema.field("price").orElseThrow().type()).isEqualTo(new FieldType.Decimal(2));
        assertThat(schema.field("price").orElseThrow().required()).isTrue();
        assertThat(schema.field("amount").orElseThrow().required()).isFalse();
        assertThat(schema.field("tags").orElseThrow().constraints().minItems()).hasValue(1);
        assertThat(schema.rules()).containsExactly(new Rule("is_paid", "price > 0"));
        assertThat(schema.derived().get(0).expression().fields()).containsExactlyInAnyOrder("price", "quantity");
        assertThat(schema.aggregate().orElseThrow().dimensions()).containsExactly("place_city");
        assertThat(Columns.of(schema.fields()))
                .extracting(Columns.Column::name)
                .containsExactly("id", "at", "visitor", "price", "quantity", "amount", "place_city", "tags");
    }

    @Test
    void readsTheEventTimesFormatAndZone() {
        EventSchema schema = SchemaReader.parse(
                "visits",
                VALID.replace(
                        "{\"field\": \"at\"}",
                        "{\"field\": \"at\", \"format\": \"dd/MM/yyyy HH:mm\", \"zone\": \"Europe/London\"}"));

        assertThat(schema.eventTime().format())
                .isInstanceOfSatisfying(
                        TimestampFormat.Pattern.class,
                        pattern -> assertThat(pattern.zone()).isEqualTo(ZoneId.of("Europe/London")));
        assertThat(schema.field("at").orElseThrow().type())
                .isEqualTo(new FieldType.Timestamp(schema.eventTime().format()));
    }

    @Test
    void halfACharacterIsAFaultAndAWholeOneIsNot() {
        assertThatThrownBy(() -> SchemaReader.parse("visits", VALID.replace("Visits", "\\ud83d")))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessageContaining("visits.json#/description: has half of a surrogate pair");
        assertThatThrownBy(() -> SchemaReader.parse(
                        "visits",
                        VALID.replace(
                                "\"minItems\": 1",
                                "\"x-generate\": {\"length\": {\"min\": 1}}, \"title\": \"\\udc00\"")))
                .hasMessageContaining("visits.json#/properties/tags/title: has half of a surrogate pair");
        assertThat(SchemaReader.parse("visits", VALID.replace("Visits", "\\ud83d\\ude00"))
                        .description())
                .isEqualTo("\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DD.MM.YYYY HH:mm", "dd.MM.yyyy hh:mm", "yyyy-mm-dd", "HH:mm:ss"})
    void aTimePatternThatCannotReadWhatItWritesIsAFault(String pattern) {
        String document = VALID.replace("{\"field\": \"at\"}", "{\"field\": \"at\", \"format\": \"" + pattern + "\"}");

        assertThatThrownBy(() -> SchemaReader.parse("visits", document))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessageContaining("visits.json#/x-event-time/format: cannot be read back: it writes ");
    }

    /** Each line breaks the valid document in one place and says where the fault is seen. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"type\": \"integer\"           | \"type\": \"int\"             | /properties/quantity/type: must be string, integer",
                "\"minItems\": 1                 | \"minItem\": 1                | /properties/tags/minItem: is not a keyword here",
                "\"minItems\": 1                 | \"minItems\": -1              | /properties/tags/minItems: must be a whole number from 0",
                "\"multipleOf\": 0.01, \"min     | \"multipleOf\": 0.05, \"min   | /properties/price/multipleOf: must be 1, 0.1, 0.01",
                "[\"id\", \"at\",                | [\"id\", \"at\", \"who\",     | /required/2: names who, which is not a property",
                "\"x-key\": \"visitor\"          | \"x-key\": \"guest\"          | /x-key: names guest, which is not a property",
                "\"x-key\": \"visitor\"          | \"x-key\": \"place\"          | /x-key: names place, which is an object",
                "\"x-id\": \"id\"                | \"x-id\": [\"id\", \"no\"]    | /x-id/1: names no, which is not a property",
                "\"x-event-time\": {\"field\": \"at\"} | \"x-event-time\": {\"field\": \"amount\"} | /x-event-time/field: names amount, which must be",
                "\"x-event-time\": {\"field\": \"at\"}, | ``                     | /x-event-time: is missing",
                "{\"field\": \"at\"}             | {\"field\": \"at\", \"zone\": \"Mars\"}  | /x-event-time/zone: must be a time zone",
                "{\"field\": \"at\"}             | {\"field\": \"at\", \"format\": \"hmm bbb\"} | /x-event-time/format: must be iso",
                "\"partitions\": 4               | \"partitions\": 0             | /x-topic/partitions: must be a whole number from 1",
                "\"P30D\"                        | \"30 days\"                   | /x-topic/retention: must be an ISO 8601 duration",
                "ROUND(price * quantity, 2)      | ROUND(price * , 2)            | /x-derived/amount: Cannot parse",
                "ROUND(price * quantity, 2)      | price * total                 | /x-derived/amount: reads total, which is neither",
                "ROUND(price * quantity, 2)      | SQRT(price)                   | /x-derived/amount: Cannot parse",
                "\"dimensions\": [\"place_city\"] | \"dimensions\": [\"city\"]   | /x-aggregate/dimensions/0: names city",
                "\"measures\": [\"amount\"]      | \"measures\": [\"visitor\"]   | /x-aggregate/measures/0: names visitor, which is not a number",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-generate\": {\"uniform\": {}}} | /properties/visitor/x-generate/uniform: gives values",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-generate\": {\"dice\": {}}} | /properties/visitor/x-generate/dice: is not a kind",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"pattern\": \"(\"} | /properties/visitor/pattern: must be a regular expression",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-generate\": {\"switch\": {\"on\": \"price\", \"cases\": {}}}} | /properties/visitor/x-generate/switch/on: must name",
                "\"visitor\": {\"type\": \"string\"} | \"visit or\": {\"type\": \"string\"} | /properties/visit or: the name must be letters",
                "\"visitor\": {\"type\": \"string\"} | \"v/i~s\": {\"type\": \"string\"} | /properties/v~1i~0s: the name must be letters",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\"}, \"Place_City\": {\"type\": \"string\"} | /properties: place.city and Place_City are one column",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\"}, \"event_date\": {\"type\": \"string\"} | /properties/event_date: the name is taken",
                "\"is_paid\": \"price > 0\"      | \"is_paid\": 7                | /x-rules/is_paid: must be a string",
                "\"description\": \"Visits\",    | ``                            | /description: is missing",
                "\"description\": \"Visits\", \"type\": \"object\" | \"description\": \"Visits\", \"type\": \"array\" | /type: must be \"object\"",
                "\"required\": [\"city\"]            | \"required\": \"city\"          | /properties/place/required: must be an array",
                "{\"city\": {\"type\": \"string\"}} | 5 | /properties/place/properties: must be an object",
                "\"minimum\": 0}                 | \"minimum\": \"0\"}             | /properties/price/minimum: must be a number",
                "\"format\": \"uuid\"            | \"format\": \"email\"           | /properties/id/format: must be uuid, date or date-time",
                "{\"field\": \"at\"}             | {\"field\": \"when\"}           | /x-event-time/field: names when, which is not a property",
                "{\"field\": \"at\"}             | {\"field\": \"at\", \"earliest\": \"2020\"} | /x-event-time/earliest: must be an instant",
                "{\"field\": \"at\"}             | {\"field\": \"at\", \"latest\": \"1960-01-01T00:00:00Z\"} | /x-event-time/latest: must be after earliest",
                "\"is_paid\": \"price > 0\"      | \"Is paid\": \"price > 0\"      | /x-rules/Is paid: the rule's name must be lower-case",
                "{\"amount\": \"ROUND              | {\"price\": \"ROUND             | /x-derived/price: must not be required",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-generate\": {\"absent\": 0.5}} | /properties/visitor/x-generate/absent: must be 0",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-generate\": {\"uuid\": {}, \"faker\": \"name\"}} | /properties/visitor/x-generate: must have one kind of values, not uuid and faker",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-generate\": {\"choice\": []}} | /properties/visitor/x-generate/choice: must have at least one value",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-generate\": {\"choice\": {\"values\": [\"a\", \"b\"], \"weights\": [1]}}} | /properties/visitor/x-generate/choice: must have at least one value, and a weight for each",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-generate\": {\"zipf\": {\"exponent\": 11}}} | /properties/visitor/x-generate/zipf/exponent: must be from 0.0 to 10.0",
                "\"quantity\": {                 | \"quantity\": {\"x-generate\": {\"uniform\": {\"min\": 3, \"max\": 2}}, | /properties/quantity/x-generate/uniform: min must not be greater",
                "\"tags\": {                     | \"tags\": {\"x-generate\": {\"length\": {\"min\": 3, \"max\": 2}}, | /properties/tags/x-generate/length: min must not be greater",
                "\"at\": {                       | \"at\": {\"x-generate\": {\"time-of-day\": {\"hours\": [1, 2]}}, | /properties/at/x-generate/time-of-day/hours: must be 24 weights",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"minLength\": 3, \"maxLength\": 2} | /properties/visitor/minLength: must not be greater than maxLength",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"enum\": []} | /properties/visitor/enum: must have at least one value",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"enum\": [\"a\", \"a\"]} | /properties/visitor/enum/1: is there twice",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"enum\": [\"aa\", \"b\"], \"pattern\": \"^a\"} | /properties/visitor/enum/1: is a value that pattern refuses",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"enum\": [\"aa\", \"b\"], \"minLength\": 2} | /properties/visitor/enum/1: is a value that minLength refuses",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"enum\": [\"2026-02-30\"], \"format\": \"date\"} | /properties/visitor/enum/0: is a value that format refuses",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-source\": \"\"} | /properties/visitor/x-source: must name a column",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-source\": \"id\"} | /properties/visitor/x-source: names id, which id is read from",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-source\": \"price\"} | /properties/visitor/x-source: names price, which price is read from",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"maxLength\": 2, \"x-generate\": {\"constant\": \"abc\"}} | /properties/visitor/x-generate/constant: gives \"abc\", which maxLength refuses",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"enum\": [\"a\"], \"x-generate\": {\"choice\": {\"a\": 1, \"b\": 1}}} | /properties/visitor/x-generate/choice: gives \"b\", which enum refuses",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"x-generate\": {\"choice\": {\"a\": 0}}} | /properties/visitor/x-generate/choice: must have a weight that is not 0",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"maxLength\": 5, \"x-generate\": {\"sequence\": {\"prefix\": \"V-\", \"width\": 4}}} | /properties/visitor/x-generate/sequence: gives \"V-0001\", which maxLength refuses",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"string\", \"pattern\": \"^X\", \"x-generate\": {\"zipf\": {\"prefix\": \"V\"}}} | /properties/visitor/x-generate/zipf: gives \"V1\", which pattern refuses",
                "\"integer\", \"minimum\": 1 | \"integer\", \"minimum\": 3, \"maximum\": 2 | /properties/quantity/minimum: leaves no value up to maximum",
                "\"quantity\": { | \"quantity\": {\"exclusiveMinimum\": 2, \"exclusiveMaximum\": 3, | /properties/quantity/exclusiveMinimum: leaves no value up to exclusiveMaximum",
                "\"integer\", \"minimum\": 1 | \"integer\", \"minimum\": 1.2, \"maximum\": 1.8 | /properties/quantity/minimum: leaves no value up to maximum",
                "\"integer\", \"minimum\": 1 | \"integer\", \"minimum\": 1e20 | /properties/quantity/minimum: leaves no value of the field's type",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"number\", \"minimum\": 2, \"exclusiveMaximum\": 2} | /properties/visitor/minimum: leaves no value up to exclusiveMaximum",
                "\"visitor\": {\"type\": \"string\"} | \"visitor\": {\"type\": \"number\", \"exclusiveMinimum\": 2, \"maximum\": 2} | /properties/visitor/exclusiveMinimum: leaves no value up to maximum",
                "\"integer\", \"minimum\": 1 | \"integer\", \"maximum\": -1e20 | /properties/quantity/maximum: leaves no value of the field's type",
                "\"integer\", \"minimum\": 1 | \"integer\", \"exclusiveMinimum\": 9223372036854775807 | /properties/quantity/exclusiveMinimum: leaves no value of the field's type",
                "\"integer\", \"minimum\": 1 | \"integer\", \"exclusiveMaximum\": -1e20 | /properties/quantity/exclusiveMaximum: leaves no value of the field's type",
                "\"quantity\": { | \"quantity\": {\"maximum\": 1e999999999, | /properties/quantity/maximum: must be a number of at most 400 digits",
                "\"quantity\": { | \"quantity\": {\"multipleOf\": 5, | /properties/quantity/multipleOf: must be 1",
                "\"quantity\": { | \"quantity\": {\"maximum\": 5, \"x-generate\": {\"uniform\": {\"min\": 6, \"max\": 9}}, | /properties/quantity/x-generate/uniform: gives no value between",
                "\"minItems\": 1 | \"minItems\": 4, \"maxItems\": 3 | /properties/tags/minItems: must not be greater than maxItems",
                "\"at\": { | \"at\": {\"x-generate\": {\"constant\": \"2026-01-01T00:00:00Z\"}, | /properties/at/x-generate: must be time-of-day",
                "{\"field\": \"at\"} | {\"field\": \"at\", \"format\": \"epoch-minutes\"} | /x-event-time/format: must be iso, epoch-seconds, epoch-millis, epoch-micros, epoch-nanos or a",
                "{\"field\": \"at\"} | {\"field\": \"place.city\"} | /x-event-time/field: names place.city, which must be required",
                "{\"field\": \"at\"} | {\"field\": \"place.when\"} | /x-event-time/field: names place.when, which is not a property; there are city",
                "{\"field\": \"at\"} | {\"field\": \"place\"} | /x-event-time/field: names place, which must be a string, an integer or a number",
                "\"x-id\": \"id\" | \"x-id\": [] | /x-id: must name at least one field",
                "\"x-id\": \"id\" | \"x-id\": [\"id\", \"id\"] | /x-id/1: names id twice",
                "\"partitions\": 4 | \"name\": \"my visits\" | /x-topic/name: must be up to 249 letters",
                "\"partitions\": 4 | \"name\": \"_visits\" | /x-topic/name: must be up to 249 letters",
                "\"P30D\" | \"-P30D\" | /x-topic/retention: must be at least a millisecond",
                "\"P30D\" | \"P99999999999999D\" | /x-topic/retention: must be an ISO 8601 duration",
                "\"dimensions\": [\"place_city\"] | \"dimensions\": [\"place_city\", \"place_city\"] | /x-aggregate/dimensions/1: gives the daily table the column place_city",
                "\"measures\": [\"amount\"] | \"measures\": [\"amount\", \"amount\"] | /x-aggregate/measures/1: gives the daily table the column count_amount",
                "\"is_paid\": \"price > 0\" | \"is_paid\": \" \" | /x-rules/is_paid: must be a condition",
            })
    void namesThePlaceOfAFault(String valid, String broken, String fault) {
        String document = VALID.replace(valid, broken == null ? "" : broken);

        assertThat(document).as("the replacement took place").isNotEqualTo(VALID);
        assertThatThrownBy(() -> SchemaReader.parse("visits", document))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessageContaining("visits.json#" + fault);
    }

    @Test
    void columnsThatADailyTableHasAlreadyAreNoDimensions() {
        String document = VALID.replace(
                        "\"visitor\": {",
                        "\"Sum_Amount\": {\"type\": \"string\"}, \"events\": {\"type\": \"string\"}, \"visitor\": {")
                .replace("[\"place_city\"]", "[\"events\", \"Sum_Amount\"]");

        assertThatThrownBy(() -> SchemaReader.parse("visits", document))
                .hasMessageContaining("#/x-aggregate/dimensions/0: gives the daily table the column events")
                .hasMessageContaining("#/x-aggregate/measures/0: gives the daily table the column sum_amount");
    }

    @Test
    void columnsWithinAnArrayDifferInMoreThanCase() {
        String items =
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}, \"A\": {\"type\": \"string\"}}}";

        assertThatThrownBy(() -> SchemaReader.parse("visits", withItems(items)))
                .hasMessageContaining("#/properties/parts/items/properties: A and a are one column, A");
        assertThatThrownBy(() -> SchemaReader.parse("visits", withItems("{\"type\": \"object\"}")))
                .hasMessageContaining("#/properties/parts/items/properties: must have at least one property");
    }

    private static String withItems(String items) {
        return VALID.replace(
                "\"visitor\": {", "\"parts\": {\"type\": \"array\", \"items\": " + items + "}, \"visitor\": {");
    }

    @Test
    void theEventTimeIsOfAnyTypeThatItsFormatWrites() {
        for (String type : List.of("string", "integer", "number")) {
            EventSchema schema = SchemaReader.parse("visits", timed(type, "epoch-micros"));

            assertThat(schema.eventTime().format()).isEqualTo(new TimestampFormat.Epoch(1_000_000));
            assertThat(schema.field("at").orElseThrow().type())
                    .isEqualTo(new FieldType.Timestamp(schema.eventTime().format(), !type.equals("string")));
        }
        assertThat(SchemaReader.parse("visits", timed("integer", "yyyyMMdd")).name())
                .isEqualTo("visits");
        assertThatThrownBy(() -> SchemaReader.parse("visits", timed("integer", "iso")))
                .hasMessageEndingWith(
                        "1 fault\n  visits.json#/properties/at/type: must be string: x-event-time's format writes 2026-02-03T16:05:06Z");
        assertThatThrownBy(() -> SchemaReader.parse("visits", timed("boolean", "epoch-millis")))
                .hasMessageContaining("names at, which must be a string, an integer or a number to hold a time");
    }

    private static String timed(String type, String format) {
        return VALID.replace("{\"field\": \"at\"}", "{\"field\": \"at\", \"format\": \"" + format + "\"}")
                .replaceAll("\"at\": \\{[^}]*}", "\"at\": {\"type\": \"" + type + "\"}");
    }

    @Test
    void theEventTimeMayBeNestedAndUnderOtherKeys() {
        EventSchema schema = SchemaReader.parse("changes", """
                {"description": "Changes", "type": "object",
                 "properties": {"meta": {"type": "object", "required": ["dt"],
                   "properties": {"dt": {"type": "string", "format": "date-time", "x-source": "@dt"}}}},
                 "required": ["meta"], "x-event-time": {"field": "meta.dt"}}
                """);

        assertThat(schema.eventTime().keys()).isEqualTo(List.of(List.of("meta"), List.of("@dt", "dt")));
        assertThat(schema.eventTime().column()).isEqualTo("meta_dt");
    }

    @Test
    void topicsThatKafkaHoldsForTheSameAreRefused(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("one.json"), VALID.replace("\"partitions\"", "\"name\": \"a.b\", \"partitions\""));
        Files.writeString(
                folder.resolve("two.json"), VALID.replace("\"partitions\"", "\"name\": \"a_b\", \"partitions\""));

        assertThatThrownBy(() -> Schemas.all(folder))
                .hasMessageContaining(
                        "two.json#/x-topic/name: is also the topic of one, where . and _ count as the same");
    }

    @Test
    void aDocumentWithoutPropertiesOrOfANameThatIsNoTablesIsAFault() {
        String empty = "{\"description\": \"Visits\", \"type\": \"object\", \"x-event-time\": {\"field\": \"at\"}}";

        assertThatThrownBy(() -> SchemaReader.parse("visits", empty))
                .hasMessageContaining("visits.json#/properties: must have at least one property");
        assertThatThrownBy(() -> SchemaReader.parse("My-visits", VALID))
                .hasMessageContaining("My-visits.json#: the file's name must be lower-case letters");
    }

    @Test
    void aReferenceStartsFromTheSchemasFolder(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("visits.json");
        Files.writeString(
                file,
                VALID.replace(
                        "\"visitor\": {",
                        "\"visitor\": {\"x-generate\": {\"reference\": {\"file\": \"who.csv\", \"column\": \"id\"}}, "));

        assertThatThrownBy(() -> SchemaReader.read(file))
                .hasMessageContaining("#/properties/visitor/x-generate/reference/file: there is no such file");

        Files.writeString(folder.resolve("who.csv"), "id\n1\n");
        assertThat(SchemaReader.read(file).name()).isEqualTo("visits");
    }

    @Test
    void reportsEveryFaultAtOnce() {
        String document = VALID.replace("\"integer\"", "\"int\"")
                .replace("\"x-key\": \"visitor\"", "\"x-key\": \"guest\"")
                .replace("\"P30D\"", "\"soon\"");

        var exception =
                catchThrowableOfType(InvalidSchemaException.class, () -> SchemaReader.parse("visits", document));

        assertThat(exception.faults())
                .extracting(fault -> fault.substring(0, fault.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "visits.json#/properties/quantity/type",
                        "visits.json#/x-key",
                        "visits.json#/x-topic/retention");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                    | is not JSON",
                "{\"a\": 1, \"a\": 2} | Duplicate field",
                "[]                   | #/type: is missing",
                "`                   `| #",
                "{} {}                | is not JSON",
            })
    void refusesWhatIsNoSchemaAtAll(String document, String fault) {
        assertThatThrownBy(() -> SchemaReader.parse("visits", document == null ? "" : document))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void aFolderIsRefusedWithTheFaultsOfAllItsFiles(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("good.json"), VALID);
        Files.writeString(
                folder.resolve("one.json"), VALID.replace("\"P30D\"", "7").replace("visits", "one"));
        Files.writeString(folder.resolve("two.json"), "not json");
        Files.writeString(
                folder.resolve("twin.json"), VALID.replace("\"partitions\"", "\"name\": \"good\", \"partitions\""));

        var exception = catchThrowableOfType(InvalidSchemaException.class, () -> Schemas.all(folder));

        assertThat(String.join("\n", exception.faults()))
                .contains("one.json#/x-topic/retention", "two.json#: is not JSON", "is also the topic of good");
    }

    @Test
    void aMissingNameListsThoseThatThereAre(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("visits.json"), VALID);

        assertThat(Schemas.find("visits", folder).name()).isEqualTo("visits");
        assertThat(Schemas.find(folder.resolve("visits.json").toString(), Path.of("nowhere"))
                        .name())
                .isEqualTo("visits");
        assertThatThrownBy(() -> Schemas.find("visit", folder)).hasMessageContaining("has visits");
        assertThatThrownBy(() -> Schemas.find("x", folder.resolve("none"))).hasMessageContaining("not a folder");
    }

    @Test
    void theDocumentTravels() {
        EventSchema schema = SchemaReader.parse("visits", VALID);

        EventSchema again = SchemaReader.parse(schema.name(), schema.document());

        assertThat(again.fields())
                .extracting(Field::name)
                .isEqualTo(List.of("id", "at", "visitor", "price", "quantity", "amount", "place", "tags"));
    }
}
