package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private static final List<Integer> ALL = IntStream.range(0, 1000).boxed().toList();

    private final SparkSession spark = SessionFactory.session("side by side", Profile.DEV);
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void allOfItIsDone() {
        SideBySide.forEach(spark, ALL, number -> begun.incrementAndGet());

        assertThat(begun).hasValue(ALL.size());
    }

    @Test
    void nothingIsBegunAfterAFailure() {
        var failure = new IllegalArgumentException("0 is none");

        assertThatThrownBy(() -> SideBySide.forEach(spark, ALL, number -> {
                    begun.incrementAndGet();
                    if (number == 0) {
                        throw failure;
                    }
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                }))
                .isSameAs(failure);

        assertThat(begun).hasValueLessThan(ALL.size());
    }
}
