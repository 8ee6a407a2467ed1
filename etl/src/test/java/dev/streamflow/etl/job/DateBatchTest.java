package dev.streamflow.etl.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.etl.landing.CommittedFile;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DateBatchTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final EventSchema SCHEMA = SchemaReader.parse("visits", """
            {"description": "Visits", "type": "object", "properties": {"at": {"type": "string", "format": "date-time"}},
             "required": ["at"], "x-event-time": {"field": "at"}}
            """);

    @Test
    void aLongRangeIsCutIntoMonthsAndNoDateIsLost() {
        List<CommittedFile> files =
                IntStream.range(0, 70).mapToObj(day -> file(day, 1)).toList();

        List<DateBatch> batches = DateBatch.of(Map.of(SCHEMA, files));

        assertThat(batches).extracting(batch -> batch.dates().size()).containsExactly(31, 31, 8);
        assertThat(batches)
                .flatExtracting(DateBatch::dates)
                .containsExactlyElementsOf(FIRST.datesUntil(FIRST.plusDays(70)).toList());
        assertThat(batches).flatExtracting(batch -> batch.files().get(SCHEMA)).containsExactlyElementsOf(files);
    }

    @Test
    void aLargeDateIsABatchOfItsOwn() {
        List<CommittedFile> files = List.of(file(0, 1), file(1, 40 << 20), file(2, 1), file(3, 1));

        assertThat(DateBatch.of(Map.of(SCHEMA, files)))
                .extracting(DateBatch::toString)
                .containsExactly("2026-01-01", "2026-01-02", "2026-01-03 to 2026-01-04");
    }

    private static CommittedFile file(int day, long bytes) {
        return new CommittedFile("visits/" + day, FIRST.plusDays(day), 1, 0, day, day, 1, bytes);
    }
}
