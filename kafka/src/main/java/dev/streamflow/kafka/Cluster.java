package dev.streamflow.kafka;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.ExitCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;

/** A Kafka cluster that answers. */
public final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Admin admin;
    private final String bootstrapServers;

    private Cluster(Admin admin, String bootstrapServers) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Connects, and sees that somebody answers.
     *
     * @throws CommandException within 15 s if nobody does, or if the settings or the credentials are wrong
     */
    public static Cluster connect(KafkaOptions options) {
        int millis = (int) PATIENCE.toMillis();
        Map<String, Object> settings = options.client(Map.of(
                "client.id", "streamflow",
                "default.api.timeout.ms", millis,
                "request.timeout.ms", millis,
                "socket.connection.setup.timeout.max.ms", millis));
        Admin admin;
        try {
            admin = Admin.create(settings);
        } catch (KafkaException e) {
            throw unreachable(options.bootstrapServers(), rootMessage(e), e);
        }
        Cluster cluster = new Cluster(admin, options.bootstrapServers());
        try {
            cluster.await(admin.describeCluster().nodes());
            return cluster;
        } catch (CommandException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    public Admin admin() {
        return admin;
    }

    /** The answer to a request of {@link #admin}. */
    public <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw unreachable(bootstrapServers, "no broker answered within " + PATIENCE.toSeconds() + " s", e);
            } else if (e.getCause() instanceof KafkaException failure) {
                throw failure;
            }
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for an answer", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private static CommandException unreachable(String servers, String reason, Exception cause) {
        return new CommandException(
                ExitCode.FAILURE,
                "Cannot reach Kafka at " + servers + ": " + reason,
                "Start one with `./streamflow broker`, or say where yours is with --bootstrap-servers.",
                cause);
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}
