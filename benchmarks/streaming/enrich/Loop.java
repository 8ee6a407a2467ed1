import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What one would write by hand: a consumer, a map and a producer in one thread. It checks nothing but that the record is JSON, and after a kill it
 * writes again what it had written since its last commit.
 *
 * <p>Loop SERVERS TOPIC PRODUCTS
 */
public final class Loop {
    public static void main(String[] args) throws Exception {
        ObjectMapper json = new ObjectMapper();
        Map<String, ObjectNode> products = new HashMap<>();
        List<String> rows = Files.readAllLines(Path.of(args[2]));
        String[] names = rows.get(0).split(",");
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            ObjectNode product = json.createObjectNode();
            for (int i = 0; i < names.length; i++) {
                product.put(names[i], cells[i]);
            }
            products.put(cells[0], product);
        }
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", args[0], "group.id", "loop", "auto.offset.reset", "latest", "enable.auto.commit", "true");
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", args[0], "linger.ms", "0", "compression.type", "lz4"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            consumer.subscribe(List.of(args[1]));
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    ObjectNode event = (ObjectNode) json.readTree(record.value());
                    ObjectNode product = products.get(event.path("product_id").asText());
                    String output = args[1] + (product == null ? "_rejected" : "_enriched");
                    event.set("products", product);
                    producer.send(new ProducerRecord<>(
                            output, record.partition(), record.timestamp(), record.key(), json.writeValueAsBytes(event), record.headers()));
                }
            }
        }
    }

    private Loop() {}
}
