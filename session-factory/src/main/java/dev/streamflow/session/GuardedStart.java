package dev.streamflow.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;

/**
 * A start of Spark that the end of the JVM waits for. Spark makes its folders before it registers who deletes them, and
 * cannot register any more once the JVM is ending: a signal in the middle of the start would leave them behind.
 */
final class GuardedStart {
    /** Several times what a start takes. The wait is in vain where it was the start that ended the JVM. */
    private static final long PATIENCE_SECONDS = 20;

    private GuardedStart() {}

    /**
     * Starts Spark; what it cleans up at the JVM's end is cleaned up after that.
     *
     * @throws IllegalStateException the JVM is ending already
     */
    static SparkSession start(Supplier<SparkSession> session) {
        // Spark registers its own hook when this class is loaded; later may be too late.
        org.apache.spark.util.ShutdownHookManager.inShutdown();
        refuseIfEnding();
        CountDownLatch started = new CountDownLatch(1);
        Runnable hook = () -> await(started);
        ShutdownHookManager hooks = ShutdownHookManager.get();
        hooks.addShutdownHook(hook, Integer.MAX_VALUE, PATIENCE_SECONDS, TimeUnit.SECONDS);
        try {
            return session.get();
        } finally {
            started.countDown();
            forget(hooks, hook);
        }
    }

    /** Hadoop takes hooks even then, and never runs them. */
    private static void refuseIfEnding() {
        Runtime.getRuntime().removeShutdownHook(new Thread());
    }

    private static void forget(ShutdownHookManager hooks, Runnable hook) {
        try {
            hooks.removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook with it: it has just been told that it need not wait.
        }
    }

    private static void await(CountDownLatch started) {
        try {
            started.await();
        } catch (InterruptedException e) {
            // Its time is over.
            Thread.currentThread().interrupt();
        }
    }
}
