package dev.streamflow.producers;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.producers.event.EventSource;
import dev.streamflow.producers.fields.FieldEvents;
import dev.streamflow.producers.shop.Shop;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What decides generated events. */
final class GeneratorOptions {
    private static final String SHOP = "shop";

    @Spec(Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same events (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(
            names = "--dirt",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of events, 0 to 1, made dirty: malformed, duplicate, late and rule-breaking ones in equal"
                            + " parts (default: ${DEFAULT-VALUE})")
    double dirt;

    long seed() {
        return seed;
    }

    double dirt() {
        if (!(dirt >= 0 && dirt <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for --dirt: " + dirt + " is not from 0 to 1");
        }
        return dirt;
    }

    /** The events of the schema: of its simulation, or drawn field by field. */
    EventSource source(EventSchema schema) {
        if (schema.simulation().isEmpty()) {
            return FieldEvents.of(schema, seed);
        } else if (isShop(schema)) {
            return Shop.of(schema, seed);
        }
        throw new ParameterException(
                spec.commandLine(),
                "Cannot generate " + schema.name() + ": there is no simulation "
                        + schema.simulation().get() + "; known is " + SHOP);
    }

    static boolean isShop(EventSchema schema) {
        return schema.simulation().filter(SHOP::equals).isPresent();
    }
}
