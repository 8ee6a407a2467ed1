package dev.streamflow.streaming.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.apache.spark.sql.kafka010.KafkaRecordToRowConverter;
import org.junit.jupiter.api.Test;

/** Spark's Kafka connector on Kafka's clients of our version, not of the one that it was built with. */
class ConnectorTest {
    /** Behind {@code spark.sql.streaming.kafka.useDeprecatedOffsetFetching}, which is off. */
    private static final Set<String> NOT_CALLED = Set.of("org.apache.kafka.clients.consumer.Consumer.poll(long)");

    @Test
    void whatTheConnectorCallsIsThere() throws Exception {
        Set<String> missing = new TreeSet<>();
        int calls = 0;
        for (Class<?> part :
                List.of(KafkaRecordToRowConverter.class, Class.forName("org.apache.spark.kafka010.KafkaTokenUtil"))) {
            try (JarFile jar = new JarFile(
                    part.getProtectionDomain().getCodeSource().getLocation().getPath())) {
                for (JavaClass type : new ClassFileImporter().importJar(jar)) {
                    for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                        if (access.getTargetOwner().getName().startsWith("org.apache.kafka.")) {
                            calls++;
                            if (access.getTarget().resolveMember().isEmpty()) {
                                missing.add(access.getTarget().getFullName());
                            }
                        }
                    }
                }
            }
        }
        assertThat(calls).isGreaterThan(100);
        assertThat(missing).isEqualTo(NOT_CALLED);
    }
}
