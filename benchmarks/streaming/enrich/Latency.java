import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends lines of a file at a steady rate and waits for them in the output topics. A record's latency runs from when it was to be sent, so that a sender that is
 * held up hides nothing. Seconds within 2 s of the end of a batch, which the status file tells, count as "over checkpoints" only.
 *
 * <p>Latency SERVERS TOPIC FILE RATE WARMUP SECONDS STATUS|- NAME
 */
public final class Latency {
    private static final Pattern BATCH = Pattern.compile("\"batch\":(-?\\d+)");
    private static final long AROUND_NANOS = Duration.ofSeconds(2).toNanos();

    public static void main(String[] args) throws Exception {
        String servers = args[0];
        String topic = args[1];
        List<byte[]> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[2]))) {
            lines.add(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        int rate = Integer.parseInt(args[3]);
        int warmup = Integer.parseInt(args[4]);
        int seconds = Integer.parseInt(args[5]);
        String name = args[7];
        int total = rate * (warmup + seconds);
        int skipped = rate * warmup;
        int[] micros = new int[total - skipped];
        AtomicLong received = new AtomicLong();
        AtomicLong measured = new AtomicLong();
        List<Long> batches = new ArrayList<>();
        long begin = System.nanoTime() + 1_000_000_000L;

        Thread consumer = new Thread(() -> consume(servers, topic, total, skipped, begin, rate, micros, received, measured));
        consumer.setDaemon(true);
        consumer.start();
        Thread status = new Thread(() -> watch(args[6], batches));
        status.setDaemon(true);
        status.start();
        send(servers, topic, lines, rate, total, begin);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (received.get() < total && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10_000_000);
        }
        report(name, rate, begin, skipped, micros, (int) measured.get(), batches, total - received.get());
    }

    private static void send(String servers, String topic, List<byte[]> lines, int rate, int total, long begin) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", "0", "acks", "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            int partitions = producer.partitionsFor(topic).size();
            for (int i = 0; i < total; i++) {
                long due = begin + i * 1_000_000_000L / rate;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(Math.min(due - System.nanoTime(), 500_000));
                }
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(topic, i % partitions, null, null, lines.get(i % lines.size()));
                record.headers().add("number", ByteBuffer.allocate(8).putLong(begin).array());
                record.headers().add("n", ByteBuffer.allocate(4).putInt(i).array());
                producer.send(record);
            }
        }
    }

    private static void consume(
            String servers,
            String topic,
            int total,
            int skipped,
            long begin,
            int rate,
            int[] micros,
            AtomicLong received,
            AtomicLong measured) {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", servers, "fetch.max.wait.ms", "50"));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = new ArrayList<>();
            for (String output : List.of(topic + "_enriched", topic + "_rejected")) {
                // The command creates them when it starts.
                while (consumer.partitionsFor(output).isEmpty()) {
                    LockSupport.parkNanos(100_000_000);
                }
                for (PartitionInfo partition : consumer.partitionsFor(output)) {
                    all.add(new TopicPartition(output, partition.partition()));
                }
            }
            consumer.assign(all);
            consumer.seekToEnd(all);
            all.forEach(consumer::position);
            while (received.get() < total) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    long now = System.nanoTime();
                    var run = record.headers().lastHeader("number");
                    if (run == null || ByteBuffer.wrap(run.value()).getLong() != begin) {
                        continue;
                    }
                    int number = ByteBuffer.wrap(record.headers().lastHeader("n").value()).getInt();
                    received.incrementAndGet();
                    if (number >= skipped) {
                        long due = begin + number * 1_000_000_000L / rate;
                        micros[number - skipped] = (int) Math.min(Integer.MAX_VALUE, (now - due) / 1000);
                        measured.incrementAndGet();
                    }
                }
            }
        }
    }

    private static void watch(String file, List<Long> batches) {
        String last = "";
        while (!file.equals("-")) {
            try {
                Matcher batch = BATCH.matcher(Files.readString(Path.of(file)));
                if (batch.find() && !batch.group(1).equals(last)) {
                    if (!last.isEmpty()) {
                        synchronized (batches) {
                            batches.add(System.nanoTime());
                        }
                    }
                    last = batch.group(1);
                }
            } catch (IOException e) {
                // It is not there yet.
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static void report(
            String name, int rate, long begin, int skipped, int[] micros, int count, List<Long> batches, long missing) {
        List<Integer> between = new ArrayList<>();
        long from = begin + skipped * 1_000_000_000L / rate;
        List<Long> ends;
        synchronized (batches) {
            ends = batches.stream().filter(end -> end >= from).toList();
        }
        for (int i = 0; i < micros.length; i++) {
            long due = from + i * 1_000_000_000L / rate;
            if (ends.stream().noneMatch(end -> Math.abs(end - due) < AROUND_NANOS)) {
                between.add(micros[i]);
            }
        }
        int[] all = micros.clone();
        Arrays.sort(all);
        int[] quiet = between.stream().mapToInt(Integer::intValue).sorted().toArray();
        System.out.printf(
                java.util.Locale.ROOT,
                "%-12s %7d %4d %8.1f %8.1f %8.1f %8.1f   %8.1f %8.1f%s%n",
                name,
                rate,
                ends.size(),
                at(all, 0.5),
                at(all, 0.99),
                at(all, 0.999),
                at(all, 1),
                at(quiet, 0.99),
                at(quiet, 1),
                missing == 0 ? "" : "   missing " + missing);
    }

    private static double at(int[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, (long) (sorted.length * share))] / 1000.0;
    }

    private Latency() {}
}
