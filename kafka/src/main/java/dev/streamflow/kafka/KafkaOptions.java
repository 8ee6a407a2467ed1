package dev.streamflow.kafka;

import dev.streamflow.cli.PropertiesFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a command reaches Kafka. */
public final class KafkaOptions {
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String LOCAL = "localhost:9092";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,…",
            description = "The brokers to ask first (default: what --kafka-config says, else " + LOCAL + ")")
    String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties file for Kafka's client: security.protocol, sasl.jaas.config and the like;"
                    + " $${env:NAME} in a value is read from the environment")
    Path kafkaConfig;

    @Option(
            names = "-K",
            paramLabel = "NAME=VALUE",
            description = "One property for Kafka's client; for secrets use --kafka-config")
    Map<String, String> properties = new LinkedHashMap<>();

    /** The brokers to ask first: {@code -Kbootstrap.servers}, else the flag, else the file, else this machine's. */
    public String bootstrapServers() {
        return (String) client(Map.of()).get(BOOTSTRAP_SERVERS);
    }

    /**
     * The settings of a client: these defaults, then the file, then {@code -K}.
     *
     * @throws dev.streamflow.cli.CommandException if the file cannot be read, a property has a value that Kafka does
     *     not take, or a secret is given by {@code -K}
     */
    public Map<String, Object> client(Map<String, ?> defaults) {
        ClientProperties.refuseSecrets(properties);
        Map<String, String> own = new HashMap<>(Map.of(BOOTSTRAP_SERVERS, LOCAL));
        if (kafkaConfig != null) {
            own.putAll(PropertiesFile.read(kafkaConfig));
        }
        if (bootstrapServers != null) {
            own.put(BOOTSTRAP_SERVERS, bootstrapServers);
        }
        own.putAll(properties);
        ClientProperties.check(own);
        Map<String, Object> settings = new HashMap<>(defaults);
        settings.putAll(ClientProperties.withEnvironment(own));
        return settings;
    }
}
