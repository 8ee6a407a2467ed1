package dev.streamflow.streaming.purchases;

import static dev.streamflow.streaming.purchases.Batches.DAY;
import static dev.streamflow.streaming.purchases.Batches.batch;
import static dev.streamflow.streaming.purchases.Batches.cell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TotalsStoreTest {
    private static final Totals.Limits LIMITS = new Totals.Limits(3, 4);

    @TempDir
    Path checkpoint;

    private TotalsStore store() {
        return new TotalsStore(checkpoint.toUri().toString(), new Configuration(false), "q1", LIMITS);
    }

    private Path file(String name) {
        return checkpoint.resolve("totals").resolve(name);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(checkpoint.resolve("totals"))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static Totals some(int batches) {
        Totals totals = Totals.none(LIMITS);
        for (int i = 0; i < batches; i++) {
            totals = totals.plus(batch(
                    i,
                    cell(DAY.plusDays(i), "a" + i, 3, "12345678901234567890.123456789"),
                    cell(DAY.plusDays(i), null, 1, "-0.10")));
        }
        return totals;
    }

    @Test
    void theTotalsOfABatchAreReadAsTheyWereWritten() {
        for (int i = 0; i < 7; i++) {
            store().write(i, some(i));
            assertThat(store().before(i + 1)).isEqualTo(some(i));
        }
        assertThat(store().before(0)).isEqualTo(Totals.none(LIMITS));
    }

    @Test
    void whatAnAttemptHasLeftIsWrittenOver() throws IOException {
        store().write(0, some(1));
        store().write(1, some(5));
        Files.writeString(file(".1.json.next"), "{\"half");

        store().write(1, some(2));

        assertThat(store().before(1)).isEqualTo(some(1));
        assertThat(store().before(2)).isEqualTo(some(2));
        assertThat(files()).containsExactly("0.json", "1.json");
    }

    @Test
    void onlyTheFilesOfTheLastBatchesAreKept() throws IOException {
        TotalsStore store = store();
        for (int i = 0; i < 3 * TotalsStore.KEPT; i++) {
            // Some by a process that has just started.
            (i % 7 == 0 ? store() : store).write(i, some(1));
        }
        assertThat(files()).hasSize(TotalsStore.KEPT);
    }

    @Test
    void totalsThatAreMissingDamagedOrOfAnotherQueryAreRefused() throws IOException {
        assertThatThrownBy(() -> store().before(4))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Cannot go on from the totals in " + "file:");
        store().write(4, some(1));
        Files.copy(file("4.json"), file("5.json"));
        assertThatThrownBy(() -> store().before(6)).hasMessageContaining("it is of batch 4 of query q1");
        Files.writeString(file("4.json"), Files.readString(file("4.json")).substring(0, 30));
        assertThatThrownBy(() -> store().before(5)).isInstanceOf(UsageException.class);
        store().write(4, some(1));
        TotalsStore other = new TotalsStore(checkpoint.toUri().toString(), new Configuration(false), "q2", LIMITS);
        assertThatThrownBy(() -> other.before(5)).hasMessageContaining("it is of batch 4 of query q1");
        Files.writeString(file("4.json"), "{\"version\":2,\"query\":\"q1\",\"batch\":4,\"reasons\":{},\"entries\":[]}");
        assertThatThrownBy(() -> store().before(5)).hasMessageContaining("not of version 1");
    }
}
