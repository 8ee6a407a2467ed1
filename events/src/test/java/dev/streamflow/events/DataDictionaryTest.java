package dev.streamflow.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.Schemas;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataDictionaryTest {
    @Test
    void thePageSaysWhatTheSchemasSay() throws Exception {
        String page = DataDictionary.render(Schemas.all(Path.of("../schemas")));

        assertThat(Path.of("../docs/data-dictionary.md"))
                .as("run `make docs` after a change of schemas/")
                .content()
                .isEqualTo(page);
    }

    @Test
    void everyFieldIsExplained() throws Exception {
        for (EventSchema schema : Schemas.all(Path.of("../schemas"))) {
            assertThat(Columns.of(schema.fields()))
                    .as(schema.name())
                    .allSatisfy(
                            column -> assertThat(column.field().description()).isNotBlank());
        }
        assertThat(Files.exists(Path.of("../docs/schemas.md"))).isTrue();
    }
}
