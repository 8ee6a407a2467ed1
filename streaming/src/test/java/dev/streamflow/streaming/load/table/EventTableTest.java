package dev.streamflow.streaming.load.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.events.reading.Schemas;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTableTest {
    @Test
    void isWhatTheSchemaSays() {
        EventSchema schema = Schemas.find("storefront_events", Path.of("../schemas"));
        EventTable table = EventTable.of(schema);

        assertThat(table.definition())
                .containsExactly(
                        """
                        CREATE TABLE "user_events" (
                          "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                          "event_id" text NOT NULL,
                          "user_id" text NOT NULL,
                          "event_type" text NOT NULL,
                          "product_id" text NOT NULL,
                          "product_name" text NOT NULL,
                          "product_category" text NOT NULL,
                          "product_price" numeric(18,2) NOT NULL,
                          "quantity" bigint NOT NULL,
                          "event_timestamp" timestamp with time zone NOT NULL,
                          "session_id" text NOT NULL,
                          "device_type" text NOT NULL,
                          "created_at" timestamp with time zone NOT NULL DEFAULT now())""",
                        "CREATE UNIQUE INDEX ON \"user_events\" (\"event_id\")",
                        "CREATE INDEX ON \"user_events\" (\"event_timestamp\")",
                        "CREATE INDEX ON \"user_events\" (\"user_id\", \"event_timestamp\")",
                        "CREATE INDEX ON \"user_events\" (\"event_type\", \"event_timestamp\")",
                        "CREATE INDEX ON \"user_events\" (\"product_id\")");
        assertThat(EventView.name(table)).isEqualTo("event_summary");
        assertThat(EventView.definition(schema, table))
                .startsWith(
                        "CREATE VIEW \"event_summary\" AS SELECT (\"event_timestamp\" AT TIME ZONE 'UTC')::date AS event_date,")
                .endsWith("GROUP BY 1, 2, 3, 4");
    }

    @Test
    void severalIdsThatMayBeAbsentCountAsTheEtlCountsThem() {
        assertThat(table("[\"a\", \"b\"]", "").keyDefinition())
                .endsWith("(\"a\", \"b\") NULLS NOT DISTINCT WHERE \"a\" IS NOT NULL OR \"b\" IS NOT NULL");
        assertThat(table("[\"a\", \"at\"]", "").keyDefinition()).endsWith("(\"a\", \"at\") NULLS NOT DISTINCT");
        assertThat(table("[\"a\", \"b\"]", ", \"a\", \"b\"").keyDefinition()).endsWith("(\"a\", \"b\")");
        assertThat(table("\"a\"", "").keyDefinition()).endsWith("(\"a\")");
    }

    private static EventTable table(String id, String required) {
        return EventTable.of(SchemaReader.parse("visits", """
                {"description": "Visits", "type": "object",
                 "properties": {"at": {"type": "string", "format": "date-time"}, "a": {"type": "string"}, "b": {"type": "integer"}},
                 "required": ["at"%s], "x-id": %s, "x-event-time": {"field": "at"}}
                """.formatted(required, id)));
    }

    @Test
    void longNamesStayDifferentAndWithinWhatPostgresTakes() {
        String one = Identifier.shortened("a".repeat(80));
        String other = Identifier.shortened("a".repeat(81));

        assertThat(List.of(one, other))
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSize(63));
        assertThat(Identifier.shortened("a".repeat(63))).isEqualTo("a".repeat(63));
        assertThat(Identifier.quoted("a\"b")).isEqualTo("\"a\"\"b\"");
    }

    @Test
    void theTablesOfTheLoadItselfAreTaken() {
        EventSchema schema = Schemas.find("storefront_events", Path.of("../schemas"));

        assertThatThrownBy(() -> EventTable.of(schema, "loads"))
                .isInstanceOf(UsageException.class)
                .hasMessage("Cannot use table loads: the load itself keeps one of that name");
        assertThatThrownBy(() -> EventTable.of(schema, " ")).isInstanceOf(UsageException.class);
    }
}
