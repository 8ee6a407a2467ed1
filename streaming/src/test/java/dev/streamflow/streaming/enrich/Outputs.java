package dev.streamflow.streaming.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is in the two outputs of a topic now, read independently of the code under test. */
final class Outputs implements AutoCloseable {
    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** An output record. */
    record Output(String topic, ConsumerRecord<byte[], byte[]> record) {
        String value() {
            return record.value() == null ? null : new String(record.value(), UTF_8);
        }

        String key() {
            return record.key() == null ? null : new String(record.key(), UTF_8);
        }

        String header(String name) {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : new String(header.value(), UTF_8);
        }

        long sourceOffset() {
            return Long.parseLong(header("source_offset"));
        }

        int sourcePartition() {
            return Integer.parseInt(header("source_partition"));
        }
    }

    Outputs(String bootstrapServers, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "max.partition.fetch.bytes",
                        16 << 20,
                        // A broker keeps a request that is at the end of one of its partitions this long.
                        "fetch.max.wait.ms",
                        5),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    List<Output> enriched() {
        return read(topic + "_enriched");
    }

    List<Output> rejected() {
        return read(topic + "_rejected");
    }

    List<Output> all() {
        return Stream.concat(enriched().stream(), rejected().stream()).toList();
    }

    /** How many there are, without reading them. */
    long count() {
        return Stream.of(topic + "_enriched", topic + "_rejected")
                .flatMap(output -> consumer.endOffsets(partitions(output)).values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private List<TopicPartition> partitions(String output) {
        List<PartitionInfo> found =
                Optional.ofNullable(consumer.listTopics().get(output)).orElse(List.of());
        return found.stream()
                .map(partition -> new TopicPartition(output, partition.partition()))
                .toList();
    }

    private List<Output> read(String output) {
        List<TopicPartition> partitions = partitions(output);
        List<Output> records = new ArrayList<>();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(new Output(output, record)));
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
