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

/**
 * Runs independent Spark jobs two at a time: while one is planned on a single thread, the tasks of the other use the
 * cores.
 */
final class ParallelJobs {
    private static final int AT_ONCE = 2;

    private ParallelJobs() {}

    /**
     * Runs the action for each element, and returns when all are done. After a failure no other action is started; the
     * exception is thrown here once the action that runs in parallel has ended.
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
        // A session is active only in the thread that created it; encoders created elsewhere would miss its settings.
        SparkSession.setActiveSession(spark);
        try {
            action.accept(one);
        } catch (Throwable e) { // Scala throws exceptions that are checked, without declaring them
            failed.set(true);
            throw e;
        }
    }
}
