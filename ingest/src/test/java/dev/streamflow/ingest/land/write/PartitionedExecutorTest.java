package dev.streamflow.ingest.land.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.landing.compression.BlockCompressor;
import dev.streamflow.landing.compression.Compression;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PartitionedExecutorTest {
    /** More than half of what may wait. */
    private static final int MUCH = 3 << 20;

    @Test
    void whoReadsFasterThanALaneWritesWaits() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicLong unfinished = new AtomicLong(-1);
        try (PartitionedExecutor executor = new PartitionedExecutor(() -> BlockCompressor.of(Compression.NONE))) {
            executor.submit(0, MUCH, compressor -> await(slow));
            Thread reader = new Thread(() -> {
                executor.submit(0, MUCH, compressor -> {});
                unfinished.set(slow.getCount());
            });
            reader.start();
            while (reader.getState() != Thread.State.WAITING && reader.isAlive()) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
            slow.countDown();
            reader.join(TimeUnit.MINUTES.toMillis(2));
        }
        assertThat(unfinished).as("what was unfinished when there was room").hasValue(0);
    }

    @Test
    void whatFailsInALaneFailsWhoHandsInMore() {
        var failure = new IllegalStateException("no room");
        try (PartitionedExecutor executor = new PartitionedExecutor(() -> BlockCompressor.of(Compression.NONE))) {
            executor.submit(0, MUCH, compressor -> {
                throw failure;
            });

            assertThatThrownBy(executor::await).isSameAs(failure);
            assertThatThrownBy(() -> executor.submit(0, 1, compressor -> {})).isSameAs(failure);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
