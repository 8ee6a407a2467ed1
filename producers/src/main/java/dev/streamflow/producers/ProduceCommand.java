package dev.streamflow.producers;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.DateOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.SchemaOptions;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.producers.event.CurrentDay;
import dev.streamflow.producers.event.Days;
import dev.streamflow.producers.event.EventSource;
import dev.streamflow.producers.event.EventStream;
import dev.streamflow.producers.faults.FaultCounts;
import dev.streamflow.producers.faults.FaultInjector;
import dev.streamflow.producers.send.SendLoop;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Generated events of a schema into its topic. */
@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        description = {
            "Generates the events of a schema and sends them to its topic. The same arguments give the same bytes.",
            "With --loop and without a date, events are of the date (UTC) that it is: a producer may run for days. They happen now;"
                    + " those of a simulation at the times of the day that it random."
        },
        footer = {
            "",
            "Examples:",
            "  produce --schema user_events --date 2026-01-01 --count 100000",
            "  produce --schema transaction_events --from 2026-01-01 --to 2026-01-03 --sessions 20000 --dirt 0.01",
            "  produce --schema purchases --rate 500/s --loop"
        })
final class ProduceCommand implements Callable<Result> {
    private static final long DEFAULT_COUNT = 1000;

    private final Clock clock = Clock.systemUTC();

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    SchemaOptions schemaOptions;

    @Mixin
    DateOptions dates;

    @Mixin
    GeneratorOptions generator;

    @Mixin
    KafkaOptions kafka;

    @Mixin
    SendOptions send;

    @Option(names = "--count", paramLabel = "N", description = "Events of each date (default: " + DEFAULT_COUNT + ")")
    Long count;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description = "Instead of --count, for a simulation: all events of so many sessions of each date")
    Long sessions;

    /** The last line of standard output. */
    record Produced(
            String topic,
            LocalDate from,
            LocalDate to,
            long sent,
            FaultCounts dirt,
            long bytes,
            double seconds,
            long perSecond,
            boolean stopped,
            List<String> warnings) {}

    @Override
    public Result call() {
        EventSchema schema = schemaOptions.schema();
        boolean isCurrent = send.loop() && dates.dates().isEmpty();
        List<LocalDate> days = isCurrent ? List.of(LocalDate.now(clock)) : dates.requiredDates();
        EventSource source = generator.source(schema);
        EventStream clean = isCurrent
                ? new CurrentDay(source, amount(schema), clock)
                : new Days(source, days, amount(schema), send.loop());
        boolean isNow = isCurrent && schema.simulation().isEmpty();
        SendOptions.Times usual = isNow ? SendOptions.Times.NOW : SendOptions.Times.OWN;
        EventStream timed = send.timed(clean, schema, usual, () -> 0, spec, clock);
        FaultInjector events = new FaultInjector(timed, schema, generator.dirt(), generator.seed());
        long expected = sessions != null || send.loop() ? -1 : days.size() * (count == null ? DEFAULT_COUNT : count);
        SendLoop.Outcome outcome = send.run(kafka, schema, events, expected, spec, clock);
        LocalDate last = isCurrent ? LocalDate.now(clock) : days.get(days.size() - 1);
        return outcome.finish(produced(schema, days.get(0), last, outcome, events.counts()));
    }

    private static Produced produced(
            EventSchema schema, LocalDate from, LocalDate to, SendLoop.Outcome outcome, FaultCounts dirt) {
        return new Produced(
                schema.topic().name(),
                from,
                to,
                outcome.sent(),
                dirt,
                outcome.bytes(),
                outcome.seconds(),
                outcome.perSecond(),
                outcome.stopped(),
                outcome.warnings());
    }

    private EventSource.Amount amount(EventSchema schema) {
        if (sessions != null && count != null) {
            throw new ParameterException(spec.commandLine(), "Give --count or --sessions, not both");
        } else if (sessions != null && !GeneratorOptions.isShop(schema)) {
            throw new ParameterException(
                    spec.commandLine(), "--sessions is for a simulation; " + schema.name() + " has none");
        }
        long amount = sessions != null ? sessions : count != null ? count : DEFAULT_COUNT;
        if (amount < 0) {
            throw new ParameterException(spec.commandLine(), "--count and --sessions cannot be negative: " + amount);
        }
        return sessions != null ? new EventSource.Sessions(amount) : new EventSource.Events(amount);
    }
}
