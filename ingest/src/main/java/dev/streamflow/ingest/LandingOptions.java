package dev.streamflow.ingest;

import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.ingest.storage.StorageFactory;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where landing is. */
final class LandingOptions {
    @Option(
            names = "--landing",
            paramLabel = "DIR|URI",
            defaultValue = "data/landing",
            description =
                    "The landing folder, or a URI of HDFS such as hdfs://namenode:8020/landing (default: ${DEFAULT-VALUE})")
    String landing;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The Kafka topic")
    String topic;

    Storage storage() {
        return StorageFactory.at(landing);
    }

    Optional<String> topic() {
        return Optional.ofNullable(topic);
    }
}
