package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.session.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Silver and every gold table against an independent computation in SQL over the landed lines. */
class ITGold {
    /**
     * A week and a day, one of them without landing, over the end of a month: some are as far apart as a trailing week
     * reaches.
     */
    private static final List<String> DATES =
            List.of("2026-01-28", "2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02", "2026-02-03", "2026-02-04");

    @TempDir
    Path folder;

    @Test
    void goldIsWhatPlainSqlSaysOfTheLandedLines() throws Exception {
        LandingFixture landing = new LandingFixture(folder.resolve("landing"));
        Path lake = folder.resolve("lake");
        ShopLines lines = new ShopLines(42);
        for (String date : DATES) {
            lines.land(landing, date, 300);
            lines.land(landing, date, 20);
        }

        EtlRun run = EtlRun.etl(landing.folder(), lake, "--from", "2026-01-28", "--to", "2026-02-04")
                .succeeded();

        for (String table : Lakes.GOLD) {
            assertThat(Lakes.gold(lake, table)).as(table).isNotEmpty().isEqualTo(Lakes.expected(landing, table));
        }
        assertThat(silver(lake)).isEqualTo(Lakes.expected(landing, "silver"));
        TablePages.assertTrueOf(lake, "2026-01-31");
        for (JsonNode date : run.result().path("dates")) {
            for (JsonNode topic : date.path("topics")) {
                assertThat(topic.path("landed").asLong()).isEqualTo(320);
                assertThat(topic.path("clean").asLong()
                                + topic.path("duplicates").asLong()
                                + topic.path("quarantined").asLong())
                        .isEqualTo(320);
            }
        }
    }

    @Test
    void aLateRecordRenewsTheDatesWhoseTrailingWeekReadsItAndNoOther() {
        LandingFixture landing = new LandingFixture(folder.resolve("landing"));
        Path lake = folder.resolve("lake");
        ShopLines lines = new ShopLines(43);
        List.of("2026-01-28", "2026-02-03", "2026-02-04").forEach(date -> lines.land(landing, date, 50));
        EtlRun.etl(landing.folder(), lake, "--from=2026-01-28", "--to=2026-02-04", "--tables=daily_revenue")
                .succeeded();
        lines.land(landing, "2026-01-28", 20);

        EtlRun late = EtlRun.etl(landing.folder(), lake, "--date=2026-01-28", "--tables=daily_revenue")
                .succeeded();

        assertThat(late.result().path("dates").path(0).path("renewed"))
                .extracting(JsonNode::asText)
                .containsExactly("2026-02-03");
        assertThat(Lakes.gold(lake, "daily_revenue")).isEqualTo(Lakes.expected(landing, "daily_revenue"));
    }

    @ParameterizedTest
    @EnumSource
    void aDateOnWhichNothingWasSoldHasItsRowOfZeros(Profile profile) {
        LandingFixture landing = new LandingFixture(folder.resolve("landing"));
        Path lake = folder.resolve("lake");
        landing.land("transaction_events", "2026-01-01", List.of("{}"));

        EtlRun.etl(landing.folder(), lake, "--date", "2026-01-01", "--profile", profile.name())
                .succeeded();

        assertThat(lake.resolve("gold_csv/daily_revenue/2026-01-01.csv"))
                .content()
                .isEqualTo("""
                        event_date,transactions,buyers,units,revenue,revenue_month_to_date,revenue_7d_avg
                        2026-01-01,0,0,0,0.00,0.00,0.00
                        """);
        assertThat(lake.resolve("gold_csv/product_ranking/2026-01-01.csv"))
                .content()
                .isEqualTo(
                        "event_date,category,product_id,product_name,brand,units,revenue,revenue_rank,share_of_category\n");
        assertThat(Lakes.gold(lake, "product_ranking")).isEmpty();
    }

    private static List<String> silver(Path lake) {
        List<String> counts = new ArrayList<>();
        for (String topic : List.of("transaction_events", "transaction_items", "user_events")) {
            counts.addAll(Lakes.query("SELECT event_date, '" + topic + "', count(*) FROM read_parquet('"
                    + lake.resolve("silver").resolve(topic) + "/*/*.parquet', hive_partitioning = true) GROUP BY ALL"));
        }
        Collections.sort(counts);
        return counts;
    }
}
