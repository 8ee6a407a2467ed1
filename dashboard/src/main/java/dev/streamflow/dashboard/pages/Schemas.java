package dev.streamflow.dashboard.pages;

import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.EventSchema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the schemas say about topics and tables. A schema that is new is known as soon as its source gives it. */
public final class Schemas {
    private static final String DAILY = "daily_";

    private final Supplier<? extends Collection<EventSchema>> source;

    public Schemas(Supplier<? extends Collection<EventSchema>> source) {
        this.source = source;
    }

    Optional<EventSchema> ofTopic(String topic) {
        return source.get().stream()
                .filter(schema -> schema.topic().name().equals(topic))
                .findFirst();
    }

    /** Of a table {@code daily_<topic>}. */
    Optional<EventSchema> ofTable(String table) {
        return table.startsWith(DAILY) ? ofTopic(table.substring(DAILY.length())) : Optional.empty();
    }

    /** The topics that a table is made of. */
    Set<String> topics(String table) {
        return CoreTables.of(table)
                .map(core -> Set.copyOf(core.topics()))
                .orElseGet(() -> table.startsWith(DAILY) ? Set.of(table.substring(DAILY.length())) : Set.of());
    }

    /** What a table holds, in a sentence. */
    String description(String table) {
        return CoreTables.of(table)
                .map(CoreTables.Core::description)
                .or(() -> ofTable(table).map(EventSchema::description))
                .orElse("");
    }

    /** The values that a field may have, in the order of its {@code enum}; empty where it lists none. */
    List<String> order(String table, String column) {
        return ofTable(table)
                .flatMap(schema -> Columns.of(schema.fields()).stream()
                        .filter(one -> one.name().equals(column))
                        .findFirst())
                .map(one -> one.field().constraints().allowed())
                .orElse(List.of());
    }
}
