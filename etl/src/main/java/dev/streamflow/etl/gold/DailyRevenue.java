package dev.streamflow.etl.gold;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.unix_date;

import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.silver.Money;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.events.model.Additivity;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * {@code daily_revenue}: one row per event date (UTC).
 *
 * <ul>
 *   <li>transactions, buyers, units, revenue: of the completed transactions of the date; revenue is the sum of
 *       total_amount
 *   <li>revenue_month_to_date: the sum of revenue over the published dates of the month up to this one
 *   <li>revenue_7d_avg: the mean of revenue over those of the calendar days D−6 to D that are published, half up to the
 *       cent
 * </ul>
 */
public final class DailyRevenue implements TrailingTable {
    private static final int DAYS_BEFORE = 6;
    private static final String[] USING_DATE = {EventDate.NAME};

    @Override
    public Set<String> topics() {
        return Set.of(Silver.TRANSACTIONS);
    }

    @Override
    public List<String> grain() {
        return List.of();
    }

    @Override
    public List<GoldColumn> columns() {
        return List.of(
                GoldColumn.of("transactions", Additivity.SUM),
                GoldColumn.of("buyers", Additivity.NONE),
                GoldColumn.of("units", Additivity.SUM),
                GoldColumn.of("revenue", Additivity.SUM),
                GoldColumn.of("revenue_month_to_date", Additivity.LAST),
                GoldColumn.of("revenue_7d_avg", Additivity.LAST));
    }

    @Override
    public Optional<String> revenue() {
        return Optional.of("revenue");
    }

    @Override
    public Zone sourceZone() {
        return Zone.GOLD;
    }

    @Override
    public String source() {
        return name();
    }

    @Override
    public Dataset<Row> of(Silver silver) {
        Dataset<Row> transactions = silver.completedTransactions()
                .groupBy(EventDate.NAME)
                .agg(
                        count(lit(1)).as("transactions"),
                        countDistinct(col("user_id")).as("buyers"),
                        Money.total(col("total_amount")).as("revenue"));
        Dataset<Row> units = silver.completedItems()
                .groupBy(EventDate.NAME)
                .agg(sum(col("quantity")).as("units"));
        return silver.dates()
                .join(transactions, USING_DATE, "left")
                .join(units, USING_DATE, "left")
                .select(
                        col(EventDate.NAME),
                        Silver.zero(col("transactions")).as("transactions"),
                        Silver.zero(col("buyers")).as("buyers"),
                        Silver.zero(col("units")).as("units"),
                        Money.orZero(col("revenue")).as("revenue"));
    }

    @Override
    public LocalDate readsFrom(LocalDate date) {
        LocalDate monthStart = date.with(TemporalAdjusters.firstDayOfMonth());
        LocalDate weekStart = date.minusDays(DAYS_BEFORE);
        return monthStart.isBefore(weekStart) ? monthStart : weekStart;
    }

    @Override
    public LocalDate readUntil(LocalDate date) {
        LocalDate monthEnd = date.with(TemporalAdjusters.lastDayOfMonth());
        LocalDate weekEnd = date.plusDays(DAYS_BEFORE);
        return monthEnd.isAfter(weekEnd) ? monthEnd : weekEnd;
    }

    @Override
    public Dataset<Row> withTrailing(Dataset<Row> days, Dataset<Row> dates) {
        Column date = col(EventDate.NAME);
        WindowSpec monthToDate = Window.partitionBy(trunc(date, "month"))
                .orderBy(date)
                .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
        WindowSpec week = Window.orderBy(unix_date(date)).rangeBetween(-DAYS_BEFORE, Window.currentRow());
        return days.select(
                date,
                col("transactions"),
                col("buyers"),
                col("units"),
                col("revenue"),
                Money.rounded(sum(col("revenue")).over(monthToDate)).as("revenue_month_to_date"),
                Money.rounded(avg(col("revenue")).over(week)).as("revenue_7d_avg"));
    }
}
