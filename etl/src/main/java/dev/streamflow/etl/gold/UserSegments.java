package dev.streamflow.etl.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.silver.DailyUsers;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.events.model.Additivity;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code user_segments}: one row per event date (UTC) and segment, seven a date. With V the users who have events, B
 * those with a completed transaction, and all = V ∪ B:
 *
 * <ul>
 *   <li>all; browsing_buyers V ∩ B; browsers_only V ∖ B; buyers_only B ∖ V
 *   <li>returning, new, lapsed: all ∩ all′, all ∖ all′ and all′ ∖ all, where all′ are those of the calendar day before;
 *       nobody where that is not published
 * </ul>
 */
public final class UserSegments implements TrailingTable {
    private static final List<String> SEGMENTS =
            List.of("all", "browsing_buyers", "browsers_only", "buyers_only", "returning", "new", "lapsed");

    @Override
    public Set<String> topics() {
        return Silver.CORE_TOPICS;
    }

    @Override
    public List<String> grain() {
        return List.of("segment");
    }

    @Override
    public List<GoldColumn> columns() {
        return List.of(GoldColumn.of("users", Additivity.NONE));
    }

    @Override
    public Zone sourceZone() {
        return Zone.SILVER;
    }

    @Override
    public String source() {
        return DailyUsers.NAME;
    }

    @Override
    public Dataset<Row> of(Silver silver) {
        return silver.table(DailyUsers.NAME);
    }

    @Override
    public LocalDate readsFrom(LocalDate date) {
        return date.minusDays(1);
    }

    @Override
    public LocalDate readUntil(LocalDate date) {
        return date.plusDays(1);
    }

    @Override
    public Dataset<Row> withTrailing(Dataset<Row> users, Dataset<Row> dates) {
        Dataset<Row> all = users.select(EventDate.NAME, "user_id");
        Dataset<Row> browsers = users.where(col("browsed")).select(EventDate.NAME, "user_id");
        Dataset<Row> buyers = users.where(col("bought")).select(EventDate.NAME, "user_id");
        Dataset<Row> before = all.select(date_add(col(EventDate.NAME), 1).as(EventDate.NAME), col("user_id"));
        Dataset<Row> members = named("all", browsers.union(buyers).distinct())
                .union(named("browsing_buyers", browsers.intersect(buyers)))
                .union(named("browsers_only", browsers.except(buyers)))
                .union(named("buyers_only", buyers.except(browsers)))
                .union(named("returning", all.intersect(before)))
                .union(named("new", all.except(before)))
                .union(named("lapsed", before.except(all)))
                .groupBy(EventDate.NAME, "segment")
                .agg(count(lit(1)).as("users"));
        Column segments = array(SEGMENTS.stream().map(segment -> lit(segment)).toArray(Column[]::new));
        return dates.withColumn("segment", explode(segments))
                .join(members, new String[] {EventDate.NAME, "segment"}, "left")
                .select(
                        col(EventDate.NAME),
                        col("segment"),
                        Silver.zero(col("users")).as("users"));
    }

    private static Dataset<Row> named(String segment, Dataset<Row> users) {
        return users.withColumn("segment", lit(segment));
    }
}
