package dev.streamflow.etl.job;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** Independent Spark jobs, two at a time: one is planned, by a single thread, while the other's tasks have the cores. */
final class ParallelJobs {
    private static final int AT_ONCE = 2;

    private ParallelJobs() {}

    /**
     * Does something for each, and returns when all of it is done. What one of them throws is thrown here, when the one beside it has
     * ended; no other is begun then.
     */
    static <T> void forEach(SparkSession spark, Collection<T> all, Consumer<T> action) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        AtomicBoolean failed = new AtomicBoolean();
        try {
            List<CompletableFuture<Void>> done = all.stream()
                    .map(one -> CompletableFuture.runAsync(
                            () -> {
                                if (!failed.get()) {
                                    begin(spark, one, action, failed);
                                }
                            },
                            threads))
                    .toList();
            CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        } finally {
            threads.shutdown();
        }
    }

    private static <T> void begin(SparkSession spark, T one, Consumer<T> action, AtomicBoolean failed) {
        // Active in the thread that made it alone, and encoders made elsewhere would miss its settings.
        SparkSession.setActiveSession(spark);
        try {
            action.accept(one);
        } catch (Throwable e) { // Scala throws exceptions that are checked, without declaring them
            failed.set(true);
            throw e;
        }
    }
}
