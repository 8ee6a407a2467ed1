package dev.streamflow.etl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class ParallelJobsTest {
    private static final List<Integer> ALL = IntStream.range(0, 1000).boxed().toList();

    private final SparkSession spark = SessionFactory.session("side by side", Profile.DEV);
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void allOfItIsDone() {
        ParallelJobs.forEach(spark, ALL, number -> begun.incrementAndGet());

        assertThat(begun).hasValue(ALL.size());
    }

    @Test
    void nothingIsBegunAfterAFailure() {
        var failure = new IllegalArgumentException("0 is none");
        AtomicReference<Thread> failed = new AtomicReference<>();

        assertThatThrownBy(() -> ParallelJobs.forEach(spark, ALL, number -> {
                    begun.incrementAndGet();
                    if (number == 0) {
                        failed.set(Thread.currentThread());
                        throw failure;
                    } else if (number == 1) {
                        awaitRest(failed);
                    }
                }))
                .isSameAs(failure);

        assertThat(begun).as("the one that failed and the one beside it").hasValueLessThanOrEqualTo(2);
    }

    /** Until the thread has come to the end of what there is to do. */
    private static void awaitRest(AtomicReference<Thread> thread) {
        while (thread.get() == null || thread.get().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
