package dev.streamflow.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.DisconnectException;
import org.junit.jupiter.api.Test;

class QueryErrorsTest {
    @Test
    void kafkaIsAwayWhereItsClientOrSparksReaderSaysSo() {
        assertThat(QueryErrors.isKafkaAway(new IllegalStateException("job", new DisconnectException("gone"))))
                .isTrue();
        assertThat(QueryErrors.isKafkaAway(new IllegalStateException(
                        "job", new TimeoutException("Cannot fetch record for offset 7 in 120000 milliseconds"))))
                .isTrue();
        assertThat(QueryErrors.isKafkaAway(new IllegalStateException("job", new TimeoutException("a stop"))))
                .isFalse();
        assertThat(QueryErrors.isKafkaAway(new IllegalStateException("of our own")))
                .isFalse();
    }
}
