package dev.streamflow.broker;

import dev.streamflow.cli.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker in this JVM, reachable from this machine only. It keeps its data in a folder and finds it there again.
 *
 * <p>Topics are not created on first use; records are kept for ever unless their topic says otherwise.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, FolderLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /** A broker on a free port; as {@link #start(Path, int, Map)}. */
    public static EmbeddedBroker start(Path folder) {
        return start(folder, 0);
    }

    /** A broker without settings of its own; as {@link #start(Path, int, Map)}. */
    public static EmbeddedBroker start(Path folder, int port) {
        return start(folder, port, Map.of());
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @param folder where its data is; created where missing, continued where a broker ran before
     * @param port the clients' port; 0: any free one
     * @param settings broker properties that replace the embedded broker's own
     * @throws BrokerException if the port or the folder is taken or cannot be used, or the broker does not start
     */
    public static EmbeddedBroker start(Path folder, int port, Map<String, String> settings) {
        Path home = folder.toAbsolutePath();
        FolderLock lock = FolderLock.acquire(home);
        try {
            int clients = port == 0 ? FreePort.find() : free(port);
            format(home);
            Map<String, String> all = BrokerSettings.of(home, clients, FreePort.find());
            all.putAll(settings);
            return new EmbeddedBroker(started(all), lock, clients);
        } catch (BrokerException e) {
            lock.close();
            throw e;
        } catch (Exception e) { // Scala code throws checked exceptions that it does not declare
            lock.close();
            throw new BrokerException("Cannot start a broker in " + folder + ": " + e, e);
        }
    }

    /** In Turkish the server does not start: it makes CLASSİC of "classic", which it does not know. */
    private static synchronized KafkaRaftServer started(Map<String, String> settings) {
        Locale own = Locale.getDefault();
        Locale.setDefault(Locale.ROOT);
        try {
            return started(new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM));
        } finally {
            Locale.setDefault(own);
        }
    }

    private static KafkaRaftServer started(KafkaRaftServer server) {
        boolean running = false;
        try {
            server.startup();
            running = true;
            return server;
        } finally {
            if (!running) {
                server.shutdown();
            }
        }
    }

    private static void format(Path folder) throws Exception {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try (var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setMetadataLogDirectory(folder.toString())
                    .addDirectory(folder.toString())
                    .setPrintStream(silent)
                    .run();
        }
    }

    private static int free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException e) {
            throw new BrokerException("Cannot start a broker on port " + port + ": " + e.getMessage(), e);
        }
    }

    /** {@code localhost:<port>}, as clients take it. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Stops it; its data stays. A second call does nothing. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }
}
