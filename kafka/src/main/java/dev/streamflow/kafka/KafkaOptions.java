package dev.streamflow.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.ExitCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** How a command reaches Kafka. */
public final class KafkaOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,…",
            defaultValue = "localhost:9092",
            description = "The brokers to ask first (default: ${DEFAULT-VALUE})")
    String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties file for Kafka's client: security.protocol, sasl.jaas.config and the like")
    Path kafkaConfig;

    @Option(
            names = "-K",
            paramLabel = "NAME=VALUE",
            description = "One property for Kafka's client; for secrets use --kafka-config")
    Map<String, String> properties = new LinkedHashMap<>();

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * The settings of a client: these defaults, then the file, then {@code -K}.
     *
     * @throws CommandException if the file cannot be read
     */
    public Map<String, Object> client(Map<String, ?> defaults) {
        Map<String, Object> settings = new HashMap<>(defaults);
        settings.put("bootstrap.servers", bootstrapServers);
        file().forEach((name, value) -> settings.put((String) name, value));
        settings.putAll(properties);
        return settings;
    }

    private Properties file() {
        Properties file = new Properties();
        if (kafkaConfig != null) {
            try (Reader reader = Files.newBufferedReader(kafkaConfig, UTF_8)) {
                file.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new CommandException(ExitCode.USAGE, "Cannot read " + kafkaConfig + ": " + e.getMessage());
            }
        }
        return file;
    }
}
