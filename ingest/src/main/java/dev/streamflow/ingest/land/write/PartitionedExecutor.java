package dev.streamflow.ingest.land.write;

import dev.streamflow.landing.compression.BlockCompressor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A few threads beside the reading one. A partition is always worked on by the same thread, so its records stay in
 * order. What waits in them is bounded in bytes; a failure in one of them fails the caller and never leaves it waiting.
 */
public final class PartitionedExecutor implements AutoCloseable {
    /** Together with what one poll may return, this fits a heap of 256 MB. */
    private static final int WAITING_BYTES = 4 << 20;

    private static final int MOST_LANES = 4;

    private final List<ExecutorService> threads = new ArrayList<>();
    private final List<BlockCompressor> compressors = new ArrayList<>();
    private final Semaphore room = new Semaphore(WAITING_BYTES);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    public PartitionedExecutor(java.util.function.Supplier<BlockCompressor> compressor) {
        int count = Math.max(1, Math.min(MOST_LANES, Runtime.getRuntime().availableProcessors() - 1));
        for (int index = 0; index < count; index++) {
            String name = "landing-" + index;
            threads.add(Executors.newSingleThreadExecutor(work -> daemon(work, name)));
            compressors.add(compressor.get());
        }
    }

    /** Hands work for a partition to its thread; waits while too much waits already. */
    public void submit(int partition, int bytes, Consumer<BlockCompressor> work) {
        int index = partition % threads.size();
        int permits = Math.min(Math.max(bytes, 1), WAITING_BYTES);
        acquire(permits);
        threads.get(index).execute(() -> {
            try {
                if (failure.get() == null) {
                    work.accept(compressors.get(index));
                }
            } catch (Throwable e) { // an error too must reach the reading thread
                failure.compareAndSet(null, e);
            } finally {
                room.release(permits);
            }
        });
    }

    /** Returns when everything handed in is done. */
    public void await() {
        acquire(WAITING_BYTES);
        room.release(WAITING_BYTES);
        check();
    }

    /** Throws what failed in a thread. */
    private void check() {
        Throwable failed = failure.get();
        if (failed instanceof RuntimeException exception) {
            throw exception;
        } else if (failed instanceof Error error) {
            throw error;
        }
    }

    private void acquire(int permits) {
        check();
        try {
            room.acquire(permits);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        if (failure.get() != null) {
            room.release(permits);
            check();
        }
    }

    @Override
    public void close() {
        failure.compareAndSet(null, new IllegalStateException("closed"));
        threads.forEach(ExecutorService::shutdown);
        for (ExecutorService thread : threads) {
            awaitEnd(thread);
        }
        compressors.forEach(BlockCompressor::close);
    }

    private static void awaitEnd(ExecutorService thread) {
        try {
            boolean ended = thread.awaitTermination(1, TimeUnit.MINUTES);
            if (!ended) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
