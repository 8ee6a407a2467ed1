package dev.streamflow.streaming.enrich;

import static java.util.Objects.requireNonNull;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.Derived;
import dev.streamflow.events.model.EventSchema;
import java.io.Serializable;
import java.util.List;

/**
 * What an event gets.
 *
 * @param name the property that holds the row of the reference
 * @param derived the derived fields, which an event gets where it comes without them
 * @param unknown the reason of an event whose row the reference has not
 * @param rejectsUnknown whether such an event is rejected; if not, it gets null
 */
record EnrichRules(String name, List<String> derived, String unknown, boolean rejectsUnknown) implements Serializable {
    EnrichRules {
        requireNonNull(name, "name is null");
        derived = List.copyOf(derived);
        requireNonNull(unknown, "unknown is null");
    }

    /** @throws UsageException if the schema has a field of that name */
    static EnrichRules of(EventSchema schema, JoinColumn on, String name, boolean rejectsUnknown) {
        if (schema.field(name).isPresent()) {
            throw new UsageException(
                    "Cannot add " + name + " to events of " + schema.name() + ": they have a field of that name",
                    "Name the property with --as.");
        }
        List<String> derived = schema.derived().stream().map(Derived::field).toList();
        return new EnrichRules(name, derived, on.path() + ":unknown", rejectsUnknown);
    }
}
