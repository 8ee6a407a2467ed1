package dev.streamflow.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTextTest {
    private static final EventSchema SCHEMA = SchemaReader.parse("visits", """
            {"description": "Visits", "type": "object", "properties": {
               "id": {"type": "string", "maxLength": 9}, "at": {"type": "string", "format": "date-time"},
               "pages": {"type": "integer", "minimum": 1}, "device": {"type": "string", "enum": ["phone", "desk"]}},
             "required": ["id", "at"], "x-id": "id", "x-event-time": {"field": "at"},
             "x-rules": {"few_pages_on_phones": "device != 'phone' or pages < 100"}}
            """);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    id:required               | a value in every event
                    id:maxLength              | maxLength 9
                    pages:minimum             | minimum 1
                    device:enum               | one of phone, desk
                    device:surrogate          | text that UTF-8 can hold
                    rule:few_pages_on_phones  | device != 'phone' or pages < 100
                    json:duplicate-key        | each key once in an object
                    """)
    void aReasonSaysWhatWasAskedFor(String reason, String asked) {
        assertThat(ReasonText.of(Optional.of(SCHEMA), reason)).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({"colour:enum", "rule:no_dozens", "pages:maximum", "pages:minimum:text", "something"})
    void whatTheSchemaOfTodayDoesNotAskForIsCalledSo(String reason) {
        assertThat(ReasonText.of(Optional.of(SCHEMA), reason)).isEqualTo(ReasonText.NOT_ANY_MORE);
    }

    @Test
    void aTopicMayBeWithoutASchema() {
        assertThat(ReasonText.of(Optional.empty(), "id:required")).isEqualTo(ReasonText.NO_SCHEMA);
        assertThat(ReasonText.of(Optional.empty(), "json:malformed")).startsWith("JSON");
    }
}
