package dev.streamflow.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each committed record lands once, however the runs cut the log. */
class ITTiling {
    @TempDir
    Path folder;

    @Test
    void transactionsAreLandedWhenTheyAreCommittedAndNotWhenAborted() {
        Lake lake = topic("transactions", 1);
        try (var producer = Kafka.producer(Map.of("transactional.id", "tx"))) {
            producer.initTransactions();
            for (int transaction = 0; transaction < 6; transaction++) {
                producer.beginTransaction();
                for (int i = 0; i < 3; i++) {
                    Kafka.send(
                            producer,
                            "transactions",
                            0,
                            event(transaction * 10 + i).getBytes(UTF_8));
                }
                producer.flush();
                if (transaction % 2 == 0) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
                // The broker writes a transaction's marker after it has answered, so there may be nothing new yet.
                assertThat(lake.land("transactions", "--max-records", "2").exitCode())
                        .isIn(ExitCode.OK.code(), ExitCode.NOTHING_TO_DO.code());
            }
            producer.beginTransaction();
            Kafka.send(producer, "transactions", 0, event(99).getBytes(UTF_8));
            producer.flush();
            lake.land("transactions");
            producer.abortTransaction();
        }
        lake.land("transactions");

        assertThat(ids(lake)).containsExactly(0, 1, 2, 20, 21, 22, 40, 41, 42);
        lake.land("transactions");
        assertThat(ids(lake)).as("after the last marker").hasSize(9);
        assertThat(lake.run("verify", "transactions").exitCode()).isZero();
    }

    @Test
    void runsAtTheSameTimeLandEachRecordOnce() throws Exception {
        Lake lake = topic("rivals", 4);
        for (int partition = 0; partition < 4; partition++) {
            Kafka.send("rivals", partition, events(partition * 100, 100));
        }

        List<Lake.Outcome> outcomes = together(IntStream.range(0, 4)
                .<Callable<Lake.Outcome>>mapToObj(i -> () -> lake.land("rivals", "--max-records", "100"))
                .toList());
        lake.land("rivals");

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.err()).isEmpty());
        assertThat(ids(lake))
                .containsExactlyElementsOf(IntStream.range(0, 400).boxed().toList());
        assertThat(lake.run("verify", "rivals").out()).contains("\"faults\":[]").contains("\"landed\":400");
    }

    @Test
    void shardsShareATopicEvenWhenEachRunsTwiceAtOnce() throws Exception {
        Lake lake = topic("shards", 3);
        for (int partition = 0; partition < 3; partition++) {
            Kafka.send("shards", partition, events(partition * 50, 50));
        }

        List<Lake.Outcome> outcomes = together(IntStream.range(0, 4)
                .<Callable<Lake.Outcome>>mapToObj(
                        i -> () -> lake.land("shards", "--shard", (i % 2 + 1) + "/2", "--max-records", "20"))
                .toList());
        lake.land("shards", "--shard", "1/2");
        lake.land("shards", "--shard", "2/2");

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.err()).isEmpty());
        assertThat(ids(lake))
                .containsExactlyElementsOf(IntStream.range(0, 150).boxed().toList());
        assertThat(lake.run("verify", "shards").exitCode()).isZero();
        assertThat(Kafka.groupOffsets("streamflow-shards"))
                .containsEntry(new TopicPartition("shards", 0), 50L)
                .containsEntry(new TopicPartition("shards", 1), 50L)
                .containsEntry(new TopicPartition("shards", 2), 50L);
    }

    @Test
    void aShardLandsItsOwnPartitionsAlone() {
        Lake lake = topic("shard", 3);
        for (int partition = 0; partition < 3; partition++) {
            Kafka.send("shard", partition, events(partition * 10, 10));
        }

        assertThat(lake.land("shard", "--shard", "2/2").exitCode()).isZero();

        assertThat(ids(lake))
                .containsExactlyElementsOf(IntStream.range(10, 20).boxed().toList());
    }

    @Test
    void recordsOfManyDatesMakeOneFileForEachDateAndPartition() {
        Lake lake = topic("dates", 1);
        try (var producer = Kafka.producer(Map.of())) {
            for (int i = 0; i < 900; i++) {
                String date =
                        java.time.LocalDate.ofEpochDay(20_000 + i * 7 % 300).toString();
                Kafka.send(
                        producer,
                        "dates",
                        0,
                        ("{\"id\":\"" + i + "\",\"at\":\"" + date + "T00:00:00Z\"}").getBytes(UTF_8));
            }
        }

        assertThat(lake.land("dates").exitCode()).isZero();

        assertThat(lake.files("dt=")).hasSize(300);
        assertThat(ids(lake))
                .containsExactlyElementsOf(IntStream.range(0, 900).boxed().toList());
        assertThat(lake.run("verify", "dates").exitCode()).isZero();
    }

    private Lake topic(String name, int partitions) {
        Kafka.create(name, partitions);
        return Lake.in(folder, name);
    }

    private static String[] events(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(ITTiling::event).toArray(String[]::new);
    }

    private static String event(int id) {
        return "{\"id\":\"" + id + "\",\"at\":\"2026-01-0" + (id % 3 + 1) + "T00:00:00Z\"}";
    }

    /** The ids of everything landed, ascending, each as often as it is there. */
    private static List<Integer> ids(Lake lake) {
        List<Integer> ids = new ArrayList<>();
        for (String line : lake.lines("dt=")) {
            ids.add(Integer.valueOf(line.replaceFirst(".*\"id\":\"(\\d+)\".*", "$1")));
        }
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        ids.sort(null);
        return ids;
    }

    private static <T> List<T> together(List<Callable<T>> tasks) throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> task : threads.invokeAll(tasks)) {
                results.add(task.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
