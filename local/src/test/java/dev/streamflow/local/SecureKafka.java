package dev.streamflow.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The containers' Kafka with {@code KAFKA_SECURE=1}, in this JVM: the secrets are drawn by {@code bin/secrets}, the
 * settings of the broker are those of {@code docker/kafka-secure.yml}.
 */
final class SecureKafka implements AutoCloseable {
    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern SETTING = Pattern.compile("(?m)^ {6}KAFKA_(?!CLUSTERS)([A-Z_]+): (.+)$");
    private static final Pattern PASSWORD = Pattern.compile("(?:password|user_\\w+)=\"([^\"]+)\"");

    private final Path secrets;
    private final EmbeddedBroker broker;
    private final int inside;
    private final int outside;

    private SecureKafka(Path secrets, EmbeddedBroker broker, int inside, int outside) {
        this.secrets = secrets;
        this.broker = broker;
        this.inside = inside;
        this.outside = outside;
    }

    static SecureKafka start(Path folder) throws Exception {
        Path secrets = draw(folder);
        int inside = freePort();
        int outside = freePort();
        int controller = freePort();
        Map<String, String> settings = settings(secrets);
        settings.put(
                "listeners",
                "INSIDE://localhost:" + inside + ",OUTSIDE://localhost:" + outside + ",CONTROLLER://localhost:"
                        + controller);
        settings.put("controller.quorum.voters", "1@localhost:" + controller);
        settings.put("inter.broker.listener.name", "INSIDE");
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), inside, settings);
        return new SecureKafka(secrets, broker, inside, outside);
    }

    /** Draws secrets of a new installation; returns Kafka's. */
    static Path draw(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        for (String file : List.of("bin/secrets", "docker-compose.yml")) {
            Files.copy(REPOSITORY.resolve(file), folder.resolve(file));
        }
        ProcessBuilder draw =
                new ProcessBuilder("bash", folder.resolve("bin/secrets").toString());
        // A name that no volume of this machine has.
        draw.environment().putAll(Map.of("KAFKA_SECURE", "1", "COMPOSE_PROJECT_NAME", "nobody-" + System.nanoTime()));
        Process drawn = draw.redirectErrorStream(true).start();
        String said = new String(drawn.getInputStream().readAllBytes(), UTF_8);
        assertThat(drawn.waitFor()).as(said).isZero();
        return folder.resolve("secrets/kafka");
    }

    /** What the container's environment says, as its image makes settings of it. */
    private static Map<String, String> settings(Path secrets) throws IOException {
        Map<String, String> settings = new HashMap<>();
        SETTING.matcher(Files.readString(REPOSITORY.resolve("docker/kafka-secure.yml")))
                .results()
                .forEach(line -> settings.put(name(line.group(1)), line.group(2)));
        for (String line : Files.readAllLines(secrets.resolve("broker.env"))) {
            int end = line.indexOf('=');
            settings.put(name(line.substring("KAFKA_".length(), end)), line.substring(end + 1));
        }
        return settings;
    }

    private static String name(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** For the containers. */
    String inside() {
        return "localhost:" + inside;
    }

    /** For programs of this machine. */
    String outside() {
        return "localhost:" + outside;
    }

    /** The properties of a client: {@code airflow}, {@code producers}, {@code live} or {@code person}. */
    Path client(String user) {
        return secrets.resolve(user + ".properties");
    }

    /** All that must be seen nowhere. */
    List<String> passwords() throws IOException {
        return PASSWORD.matcher(Files.readString(secrets.resolve("broker.env")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        broker.close();
    }
}
