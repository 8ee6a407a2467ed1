package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random moments of {@code etl}, while a reader polls. */
class ITKill {
    /** {@code -Detl.kills=50} for more of them. */
    private static final int KILLS = Integer.getInteger("etl.kills", 2);

    private static final List<String> DATES = List.of("2026-01-01", "2026-01-02");
    private static final String[] RANGE = {"--from=" + DATES.get(0), "--to=" + DATES.get(1)};

    @TempDir
    Path folder;

    private LandingFixture landing;
    private final ShopLines lines = new ShopLines(11);

    @Test
    void readersSeeOneStateOrTheOtherAndOneMoreRunPutsAllRight() throws Exception {
        landing = new LandingFixture(folder.resolve("landing"));
        Path lake = folder.resolve("lake");
        Random random = new Random(11);
        Map<String, List<String>> published = land();
        Map<String, List<String>> next = published;
        try (SparkProcesses spark = new SparkProcesses(folder)) {
            long start = System.nanoTime();
            spark.finished("etl", spark.submit("etl", "local[2]", landing, lake, RANGE));
            long usual = System.nanoTime() - start;
            for (int kill = 0; kill < KILLS; kill++) {
                next = land();
                Process etl = spark.submit("killed", "local[2]", landing, lake, RANGE);
                long end = System.nanoTime() + random.nextLong(usual);
                do {
                    assertThat(state(lake)).as("while run %d works", kill).isIn(published, next);
                    // Reading all the time would take a core from what is to be killed.
                } while (System.nanoTime() < end && !etl.waitFor(50, TimeUnit.MILLISECONDS));
                etl.destroyForcibly().waitFor();
                Map<String, List<String>> left = state(lake);
                assertThat(left).as("after run %d was killed", kill).isIn(published, next);
                published = left;
            }
            spark.finished("etl", spark.submit("etl", "local[2]", landing, lake, RANGE));
        }

        assertThat(state(lake)).isEqualTo(next);
        Path undisturbed = folder.resolve("undisturbed");
        EtlRun.etl(landing.folder(), undisturbed, RANGE).succeeded();
        assertThat(Lakes.files(lake.resolve("gold_csv"))).isEqualTo(Lakes.files(undisturbed.resolve("gold_csv")));
        for (String topic : List.of("user_events", "transaction_events")) {
            assertThat(Lakes.table(lake, "quarantine", topic, "*"))
                    .isEqualTo(Lakes.table(undisturbed, "quarantine", topic, "*"));
        }
        assertThat(figures(lake)).isEqualTo(figures(undisturbed));
        assertThat(lake.resolve("_staging")).doesNotExist();
    }

    /** More records on each date, so that every state differs from the one before. */
    private Map<String, List<String>> land() {
        DATES.forEach(date -> lines.land(landing, date, 30));
        return Lakes.expected(landing);
    }

    /** All of gold, of one version of the lake. */
    private static Map<String, List<String>> state(Path lake) throws IOException {
        return Lakes.gold(lake.resolve("_current").toRealPath());
    }

    /** What the ledger says last of each date. */
    private static List<String> figures(Path lake) {
        return Lakes.query(
                "SELECT json->>'date', max_by(json->>'topics', json->>'run'), max_by(json->>'tables', json->>'run')"
                        + " FROM read_ndjson_objects('" + lake + "/ledger/*/*.json') GROUP BY ALL ORDER BY ALL");
    }
}
