package dev.streamflow.etl.gold;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** All gold tables: those of the core topics, and one for each schema with {@code x-aggregate}. */
public final class GoldTables {
    private GoldTables() {}

    /**
     * The tables to make.
     *
     * @param chosen their names; empty: all
     * @param products where transactions are read
     * @throws CommandException if there is no table of a chosen name
     */
    public static List<GoldTable> of(List<EventSchema> schemas, Set<String> chosen, Optional<Dataset<Row>> products) {
        List<GoldTable> all = new ArrayList<>(List.of(new DailyRevenue(), new ProductRanking()));
        all.addAll(List.of(new SessionConversion(), new UserActivity(), new CartAbandonment(products)));
        all.addAll(List.of(new UserSegments(), new HourlyTraffic()));
        schemas.forEach(schema -> DailyTopic.of(schema).ifPresent(all::add));
        Set<String> names = new TreeSet<>(all.stream().map(GoldTable::name).toList());
        for (String name : chosen) {
            if (!names.contains(name)) {
                throw new UsageException(
                        "Cannot make table " + name + ": there is no such table",
                        "There are " + String.join(", ", names) + ".");
            }
        }
        return all.stream()
                .filter(table -> chosen.isEmpty() || chosen.contains(table.name()))
                .toList();
    }
}
