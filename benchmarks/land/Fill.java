import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a topic of 8 partitions with user events of about 434 bytes over three days: Fill SERVERS TOPIC COUNT. */
final class Fill {
    public static void main(String[] args) throws Exception {
        String topic = args[1];
        int count = Integer.parseInt(args[2]);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
            if (admin.listTopics().names().get().contains(topic)) {
                return;
            }
            admin.createTopics(Set.of(new NewTopic(topic, 8, (short) 1))).all().get();
        }
        Random random = new Random(1);
        long start = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", args[0], "acks", "all", "linger.ms", 20, "batch.size", 128 << 10, "compression.type", "lz4");
        try (var producer = new KafkaProducer<byte[], byte[]>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                long time = start + (long) (i * 259_200_000.0 / count);
                byte[] value = event(random, time).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, null, time, ("u" + random.nextInt(50_000)).getBytes(StandardCharsets.UTF_8), value));
            }
        }
    }

    private static String event(Random random, long time) {
        int user = random.nextInt(50_000);
        return "{\"event_id\":\"" + new UUID(random.nextLong(), random.nextLong()) + "\",\"event_type\":\"page_view\",\"user_id\":\"user-" + user
                + "\",\"session_id\":\"" + new UUID(random.nextLong(), random.nextLong()) + "\",\"event_timestamp\":\"" + Instant.ofEpochMilli(time)
                + "\",\"page\":\"/products/category-" + random.nextInt(20) + "/item-" + random.nextInt(1000)
                + "\",\"device\":{\"type\":\"mobile\",\"os\":\"Android 14\",\"browser\":\"Chrome\"},\"geo\":{\"country\":\"DE\",\"city\":\"Frankfurt am Main\"}"
                + ",\"properties\":{\"referrer\":\"https://www.example.org/search\",\"scroll\":" + random.nextInt(100) + "}}";
    }
}
