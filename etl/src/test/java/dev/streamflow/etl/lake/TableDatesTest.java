package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableDatesTest {
    private static final LocalDate CUT = LocalDate.parse("2026-01-01");

    @TempDir
    Path folder;

    @Test
    void datesBeforeTheCutAreFoundInEveryZone() throws Exception {
        for (String file : List.of(
                "silver/a/event_date=2025-12-31/part-0",
                "silver/a/event_date=2025-12-31/part-1",
                "silver/a/event_date=2026-01-01/part-0",
                "quarantine/a/event_date=0999-12-31/part-0",
                "gold/t/event_date=2025-01-01/part-0",
                "gold_csv/t/2025-01-01.csv",
                "gold_csv/t/2025-12-31-00001.csv",
                "gold_csv/t/2025-12-31-00002.csv",
                "gold_csv/t/2026-01-01.csv",
                "gold_csv/t/2026-01-01-00001.csv",
                "ledger/event_date=2025-01-01/1.json")) {
            write(file);
        }

        assertThat(new TableDates(lake()).before(CUT))
                .extracting(one -> one.path() + " " + one.files() + " " + one.bytes())
                .containsExactly(
                        "silver/a/event_date=2025-12-31 2 8",
                        "quarantine/a/event_date=0999-12-31 1 4",
                        "gold/t/event_date=2025-01-01 1 4",
                        "gold_csv/t/2025-01-01.csv 1 4",
                        "gold_csv/t/2025-12-31-00001.csv 1 4",
                        "gold_csv/t/2025-12-31-00002.csv 1 4");
    }

    @Test
    void whatIsNoDateIsLeftAlone() throws Exception {
        for (String file : List.of(
                "gold/t/event_date=2025-1-1/part-0",
                "gold/t/event_date=__HIVE_DEFAULT_PARTITION__/part-0",
                "gold/t/event_date=/part-0",
                "gold/t/2025-01-01/part-0",
                "gold/t/README",
                "gold/README",
                "gold_csv/t/2025-01-01",
                "gold_csv/t/.csv",
                "gold_csv/t/2025-01-01-1.csv",
                "gold_csv/t/2025-02-30-00001.csv",
                "gold_csv/t/2025-01-01.csv.bak",
                "gold_csv/2025-01-01.csv",
                "other/t/event_date=2025-01-01/part-0")) {
            write(file);
        }

        assertThat(new TableDates(lake()).before(CUT)).isEmpty();
    }

    private Lake lake() {
        return new Lake(folder.toString(), new Configuration());
    }

    private void write(String file) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "text");
    }
}
