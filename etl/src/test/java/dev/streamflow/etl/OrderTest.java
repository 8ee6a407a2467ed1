package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gold is a function of landing: whatever is run when, with whatever arriving in between, the same rows come out. */
class OrderTest {
    /** Across the end of a month, with gaps of which one is wider than the trailing week. */
    private static final List<String> DATES = List.of("2026-01-20", "2026-01-29", "2026-01-31", "2026-02-01");

    private static final int ROUNDS = 2;

    @TempDir
    Path folder;

    /** {@code -Dorder.cases=300} for more of them. */
    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("order.cases", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderGivesTheGoldOfOneRunOverEverything(long seed) {
        Random random = new Random(seed);
        LandingFixture landing = new LandingFixture(folder.resolve("landing"));
        ShopLines lines = new ShopLines(seed);
        Path lake = folder.resolve("lake");
        StringBuilder story = new StringBuilder();
        for (int round = 0; round < ROUNDS; round++) {
            TreeSet<String> touched = new TreeSet<>();
            for (String date : DATES) {
                if (round == 0 || random.nextInt(3) == 0) {
                    landing.land("transaction_events", date, lines.transactions(date, 15), ".jsonl");
                    touched.add(date);
                }
            }
            List<String> toRun = new ArrayList<>(touched);
            toRun.add(DATES.get(random.nextInt(DATES.size())));
            Collections.shuffle(toRun, random);
            story.append(toRun);
            toRun.forEach(date -> run(landing, lake, date, range(random, date)));
        }

        Path atOnce = folder.resolve("at-once");
        run(landing, atOnce, DATES.get(0), DATES.get(DATES.size() - 1));

        assertThat(Lakes.gold(lake, "daily_revenue"))
                .as("after " + story)
                .isEqualTo(Lakes.gold(atOnce, "daily_revenue"));
        assertThat(Lakes.files(lake.resolve("gold_csv"))).isEqualTo(Lakes.files(atOnce.resolve("gold_csv")));
    }

    /** Mostly the date alone, sometimes up to a few days later. */
    private static String range(Random random, String date) {
        return LocalDate.parse(date).plusDays(random.nextInt(4) == 0 ? 3 : 0).toString();
    }

    private static void run(LandingFixture landing, Path lake, String from, String to) {
        EtlRun.etl(
                        landing.folder(),
                        lake,
                        "--from=" + from,
                        "--to=" + to,
                        "--topics=transaction_events",
                        "--tables=daily_revenue")
                .succeeded();
    }
}
