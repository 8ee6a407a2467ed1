package dev.streamflow.streaming.query;

import dev.streamflow.session.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every live query takes. */
public final class LiveOptions {
    private static final Duration USUAL_TRIGGER = Duration.ofSeconds(10);

    @Option(
            names = "--live",
            paramLabel = "DIR",
            defaultValue = "data/live",
            description =
                    "The folder of live queries; each has its state in a folder there (default: ${DEFAULT-VALUE})")
    Path live;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR|URI",
            description =
                    "Where the query keeps its progress and state; a cluster needs a folder that all its machines see"
                            + " (default: checkpoint in the query's folder)")
    String checkpoint;

    @Option(
            names = "--trigger",
            paramLabel = "DURATION",
            description =
                    "How often a batch begins, such as 500ms, 10s or 5m (default: 10s; for enrich 5m in real time, which is how"
                            + " often it notes its offsets, and 1s in micro-batches)")
    Duration trigger;

    @Option(
            names = "--status-port",
            paramLabel = "PORT",
            description = "Answers /health and /metrics on this port; 0: any free one (default: no port)")
    Integer statusPort;

    @Option(
            names = "--status-host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address of that port (default: ${DEFAULT-VALUE})")
    String statusHost;

    @Option(
            names = "--profile",
            defaultValue = "dev",
            description = "dev: on this machine; prod: as spark-submit says (default: ${DEFAULT-VALUE})")
    Profile profile;

    public Path live() {
        return live;
    }

    public Optional<String> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    public Duration trigger() {
        return trigger(USUAL_TRIGGER);
    }

    /** @param usual where nothing is said */
    public Duration trigger(Duration usual) {
        return trigger == null ? usual : trigger;
    }

    public Optional<Integer> statusPort() {
        return Optional.ofNullable(statusPort);
    }

    public String statusHost() {
        return statusHost;
    }

    public Profile profile() {
        return profile;
    }
}
