package dev.streamflow.kafka;

import static org.apache.kafka.clients.admin.AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.admin.AdminClientConfig.CLIENT_ID_CONFIG;
import static org.apache.kafka.clients.admin.AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.admin.AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.admin.AdminClientConfig.SECURITY_PROTOCOL_CONFIG;
import static org.apache.kafka.clients.admin.AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** A Kafka cluster that answers. */
public final class Cluster implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String START_OR_SAY =
            "Start one with `./streamflow broker`, or say where yours is with --bootstrap-servers, and with --kafka-config"
                    + " what it asks for (TLS, a password).";
    private static final String SAY_TLS =
            "Write security.protocol=SASL_SSL (SSL where it asks for no password) and what goes with it into the file of"
                    + " --kafka-config.";
    private static final String CHECK_CREDENTIALS =
            "Check security.protocol, sasl.* and ssl.* in the file of --kafka-config.";

    private final Admin admin;
    private final String bootstrapServers;
    private final Duration patience;

    private Cluster(Admin admin, String bootstrapServers, Duration patience) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
        this.patience = patience;
    }

    /**
     * Connects, and checks that a broker answers. A request is tried again for 10 s, or for the
     * {@code default.api.timeout.ms} of the options.
     *
     * @throws CommandException if nobody answers in that time, at most 5 s later, or if the settings or the credentials
     *     are wrong
     */
    public static Cluster connect(KafkaOptions options) {
        Cluster cluster = create(options.client(Map.of(
                CLIENT_ID_CONFIG, "streamflow",
                DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, PATIENCE_MILLIS)));
        try {
            cluster.await(cluster.admin.describeCluster().nodes());
            return cluster;
        } catch (RuntimeException e) {
            cluster.admin.close(Duration.ZERO);
            throw e;
        }
    }

    private static Cluster create(Map<String, Object> settings) {
        String servers = (String) settings.get(BOOTSTRAP_SERVERS_CONFIG);
        try {
            AdminClientConfig known = new AdminClientConfig(settings);
            refuseToSpeakPlainly(known);
            Duration patience = Duration.ofMillis(known.getInt(DEFAULT_API_TIMEOUT_MS_CONFIG));
            return new Cluster(Admin.create(settings), servers, patience);
        } catch (KafkaException e) {
            throw unreachable(servers, rootMessage(e), START_OR_SAY, e);
        }
    }

    /** A client that speaks in the clear to a broker that speaks TLS would not say so. */
    private static void refuseToSpeakPlainly(AdminClientConfig settings) {
        String protocol = settings.getString(SECURITY_PROTOCOL_CONFIG).toUpperCase(Locale.ROOT);
        List<String> servers = settings.getList(BOOTSTRAP_SERVERS_CONFIG);
        if (!protocol.endsWith("SSL") && TlsProbe.speakTls(servers)) {
            throw unreachable(
                    String.join(",", servers), "it speaks TLS, and security.protocol is " + protocol, SAY_TLS, null);
        }
    }

    public Admin admin() {
        return admin;
    }

    /** How long a request is tried again where no broker answers it. */
    Duration patience() {
        return patience;
    }

    /**
     * The answer to a request of {@link #admin}.
     *
     * @throws CommandException if no broker answers in time or none accepts the credentials
     * @throws KafkaException what the broker answered instead
     */
    public <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // which also interrupts this thread again
        }
    }

    private RuntimeException failure(ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof TimeoutException) {
            String reason = "no broker answered within " + patience.toSeconds() + " s";
            return unreachable(bootstrapServers, reason, START_OR_SAY, cause);
        } else if (cause instanceof AuthenticationException) {
            return unreachable(bootstrapServers, rootMessage(cause), CHECK_CREDENTIALS, cause);
        }
        return cause instanceof KafkaException known ? known : new KafkaException(cause);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private static CommandException unreachable(String servers, String reason, String remedy, Throwable cause) {
        return new OperationFailedException("Cannot reach Kafka at " + servers + ": " + reason, remedy, cause);
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}
