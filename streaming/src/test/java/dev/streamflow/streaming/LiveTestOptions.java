package dev.streamflow.streaming;

import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import dev.streamflow.streaming.query.LiveOptions;
import java.nio.file.Path;
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
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args.toArray(String[]::new));
        return options.live;
    }

    /** The options of a command that is given these brokers. */
    public static KafkaOptions kafka(String bootstrapServers) {
        Options options = new Options();
        new CommandLine(options)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs("--bootstrap-servers", bootstrapServers);
        return options.kafka;
    }

    public static SparkSession spark() {
        return SessionFactory.live("streaming tests", Profile.DEV);
    }
}
