package dev.streamflow.etl;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.etl.gold.DailyRevenue;
import dev.streamflow.etl.gold.DailyTopic;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.gold.ProductRanking;
import dev.streamflow.events.EventSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The gold tables there are: those of the core topics, and one for each schema that asks for it. */
final class Tables {
    private static final List<GoldTable> CORE = List.of(new DailyRevenue(), new ProductRanking());

    private Tables() {}

    /**
     * The tables to make.
     *
     * @param chosen their names; empty: all
     * @throws CommandException if there is no table of a chosen name
     */
    static List<GoldTable> of(List<EventSchema> schemas, Set<String> chosen) {
        List<GoldTable> all = new ArrayList<>(CORE);
        schemas.forEach(schema -> DailyTopic.of(schema).ifPresent(all::add));
        Set<String> names = new TreeSet<>(all.stream().map(GoldTable::name).toList());
        for (String name : chosen) {
            if (!names.contains(name)) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "Cannot make table " + name + ": there is no such table",
                        "There are " + String.join(", ", names) + ".");
            }
        }
        return all.stream()
                .filter(table -> chosen.isEmpty() || chosen.contains(table.name()))
                .toList();
    }
}
