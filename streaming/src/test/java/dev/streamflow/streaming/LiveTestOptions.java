package dev.streamflow.streaming;

import dev.streamflow.cli.DurationConverter;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import dev.streamflow.streaming.query.LiveOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Options as a command would have parsed them, and the session of the test JVM. */
public final class LiveTestOptions {
    @Command
    private static final class Options {
        @Mixin
        LiveOptions live;

        @Mixin
        KafkaOptions kafka;
    }

    private LiveTestOptions() {}

    /** Options of a query that looks for records all the time. */
    public static LiveOptions in(Path live, String... more) {
        Options options = new Options();
        List<String> args = new ArrayList<>(List.of("--live", live.toString(), "--trigger", "100ms"));
        args.addAll(List.of(more));
        parse(options, args.toArray(String[]::new));
        return options.live;
    }

    /** The options of a command that is given these brokers. */
    public static KafkaOptions kafka(String bootstrapServers) {
        Options options = new Options();
        parse(options, "--bootstrap-servers", bootstrapServers);
        return options.kafka;
    }

    private static void parse(Options options, String... args) {
        new CommandLine(options)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, new DurationConverter())
                .parseArgs(args);
    }

    public static SparkSession spark() {
        return SessionFactory.live("streaming tests", Profile.DEV);
    }
}
