package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gold is a function of landing: whatever is run when, with whatever arriving in between, the rows are those that plain
 * SQL finds in what has landed, and the bytes those of one run over everything.
 */
class ITOrder {
    /** Neighbours, the two ends of a trailing week over the end of a month, and a gap that is wider. */
    private static final List<String> DATES =
            List.of("2026-01-20", "2026-01-29", "2026-01-30", "2026-01-31", "2026-02-01", "2026-02-04");

    private static final int RECORDS = 12;
    /**
     * With {@code -Dorder.seeds=60 -Dorder.rounds=5} there are 300 cases; {@code -Dorder.first=60} goes on with others.
     */
    private static final int ROUNDS = Integer.getInteger("order.rounds", 1);

    /** Only those with trailing columns read other dates; {@code -Dorder.tables=all} makes the others as well. */
    private static final List<String> TABLES =
            System.getProperty("order.tables", "").equals("all")
                    ? Lakes.GOLD
                    : List.of("daily_revenue", "user_segments");

    @TempDir
    Path folder;

    private final StringBuilder story = new StringBuilder();

    static LongStream seeds() {
        long first = Long.getLong("order.first", 0);
        return LongStream.range(first, first + Long.getLong("order.seeds", 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderGivesTheGoldOfOneRunOverEverything(long seed) {
        Random random = new Random(seed);
        LandingFixture landing = new LandingFixture(folder.resolve("landing"));
        ShopLines lines = new ShopLines(seed);
        Path lake = folder.resolve("lake");
        DATES.forEach(date -> lines.land(landing, date, RECORDS));
        runAll(random, landing, lake, DATES);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> late = new ArrayList<>(DATES);
            late.removeIf(date -> random.nextInt(3) > 0);
            late.forEach(date -> lines.land(landing, date, RECORDS));
            runAll(random, landing, lake, late);
            assertEqualToSql(landing, lake);
        }
        // Nothing that is run afterwards makes up for a later date that was not computed again.
        String last = DATES.get(random.nextInt(DATES.size() - 1));
        lines.land(landing, last, RECORDS);
        run(landing, lake, last, last);
        assertEqualToSql(landing, lake);

        Path atOnce = folder.resolve("at-once");
        run(landing, atOnce, DATES.get(0), DATES.get(DATES.size() - 1));
        assertThat(Lakes.files(lake.resolve("gold_csv")))
                .as(story.toString())
                .isEqualTo(Lakes.files(atOnce.resolve("gold_csv")));
    }

    private void assertEqualToSql(LandingFixture landing, Path lake) {
        for (String table : TABLES) {
            assertThat(Lakes.gold(lake, table))
                    .as("%s after%s", table, story)
                    .isEqualTo(Lakes.expected(landing, table));
        }
    }

    /** In any order, now and then with the days that follow, or a date a second time. */
    private void runAll(Random random, LandingFixture landing, Path lake, List<String> dates) {
        List<String> order = new ArrayList<>(dates);
        if (random.nextInt(3) == 0) {
            order.add(DATES.get(random.nextInt(DATES.size())));
        }
        Collections.shuffle(order, random);
        for (String date : order) {
            int more = random.nextInt(4) == 0 ? 3 : 0;
            run(landing, lake, date, LocalDate.parse(date).plusDays(more).toString());
        }
    }

    private void run(LandingFixture landing, Path lake, String from, String to) {
        story.append(' ').append(from).append("..").append(to);
        EtlRun.etl(landing.folder(), lake, "--from=" + from, "--to=" + to, "--tables=" + String.join(",", TABLES))
                .succeeded();
    }
}
