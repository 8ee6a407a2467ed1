package dev.streamflow.kafka;

import dev.streamflow.cli.UsageException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;

/** The properties of Kafka's clients that a person may set. */
final class ClientProperties {
    private static final String PROVIDERS = "config.providers";
    private static final String PLACEHOLDER = "${";
    private static final List<ConfigDef> CLIENTS =
            List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef());

    private ClientProperties() {}

    /** Other people of the machine can read a process's arguments. */
    static void refuseSecrets(Map<String, String> properties) {
        properties.forEach((name, value) -> {
            boolean secret =
                    key(name).filter(key -> key.type == ConfigDef.Type.PASSWORD).isPresent();
            if (secret && !value.contains(PLACEHOLDER)) {
                throw new UsageException(
                        "Cannot take " + name + " from -K: it is a secret, and others see a command's arguments",
                        "Write it into a file and give that with --kafka-config.");
            }
        });
    }

    /** Names that no client knows are left alone: plug-ins bring their own. */
    static void check(Map<String, String> properties) {
        properties.forEach((name, value) -> key(name)
                .filter(key -> key.type != ConfigDef.Type.PASSWORD && !value.contains(PLACEHOLDER))
                .ifPresent(key -> check(key, value)));
    }

    private static void check(ConfigKey key, String value) {
        try {
            Object parsed = ConfigDef.parseType(key.name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, parsed);
            }
        } catch (ConfigException e) {
            throw new UsageException("Cannot use Kafka property " + key.name + ": " + e.getMessage(), null, e);
        }
    }

    /** Lets Kafka resolve {@code ${env:NAME}}, unless the properties say themselves who resolves what. */
    static Map<String, String> withEnvironment(Map<String, String> properties) {
        boolean needed = properties.values().stream().anyMatch(value -> value.contains("${env:"));
        if (!needed || properties.containsKey(PROVIDERS)) {
            return properties;
        }
        Map<String, String> all = new HashMap<>(properties);
        all.put(PROVIDERS, "env");
        all.put(PROVIDERS + ".env.class", EnvVarConfigProvider.class.getName());
        return all;
    }

    private static Optional<ConfigKey> key(String name) {
        return CLIENTS.stream()
                .map(client -> client.configKeys().get(name))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
