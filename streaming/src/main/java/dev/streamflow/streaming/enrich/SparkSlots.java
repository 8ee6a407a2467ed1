package dev.streamflow.streaming.enrich;

import dev.streamflow.cli.UsageException;
import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How many tasks can run at once. In real-time mode each partition has a task that runs as long as the batch: with too
 * few slots the others would not be read at all, and Spark says nothing.
 */
final class SparkSlots {
    private static final String MASTER = "spark.master";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOOK_MILLIS = 100;

    private SparkSlots() {}

    /**
     * Where nobody has named a master, a thread for each partition on this machine, whatever the number of its cores.
     */
    static void prepare(int partitions) {
        if (!new SparkConf().contains(MASTER)) {
            int threads = Math.max(partitions, Runtime.getRuntime().availableProcessors());
            System.setProperty(MASTER, "local[" + threads + "]");
        }
    }

    /**
     * Waits for executors that are still being started.
     *
     * @throws UsageException if there are too few
     */
    static void require(SparkContext spark, String topic, int partitions) {
        long end = System.nanoTime() + (spark.isLocal() ? 0 : PATIENCE.toNanos());
        int slots = count(spark);
        while (slots < partitions && System.nanoTime() < end) {
            sleep();
            slots = count(spark);
        }
        if (slots < partitions) {
            throw new UsageException(
                    "Cannot enrich " + topic + " in real time: it has " + partitions + " partitions, and Spark can run "
                            + slots + " tasks at once",
                    "Each partition needs a task of its own: give Spark more cores (" + MASTER + " is " + spark.master()
                            + "), or run it with --mode microbatch.");
        }
    }

    private static int count(SparkContext spark) {
        int cores = CollectionConverters.asJava(spark.statusStore().executorList(true)).stream()
                .mapToInt(ExecutorSummary::totalCores)
                .sum();
        return cores / spark.conf().getInt("spark.task.cpus", 1);
    }

    private static void sleep() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
