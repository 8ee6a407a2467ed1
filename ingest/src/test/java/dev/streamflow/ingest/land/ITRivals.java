package dev.streamflow.ingest.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.luben.zstd.Zstd;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.ingest.CrashingStorage;
import dev.streamflow.ingest.InProcess;
import dev.streamflow.ingest.Kafka;
import dev.streamflow.ingest.Lake;
import dev.streamflow.ingest.storage.ForwardingStorage;
import dev.streamflow.ingest.storage.LocalStorage;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.landing.compression.BlockCompressor;
import dev.streamflow.landing.compression.Compression;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1 where two landers execute one plan and would not write the same bytes. */
class ITRivals {
    private static final String TOPIC = "one_plan_two_bytes";
    private static final int ANOTHER_LEVEL = 19;
    /** Of two partitions: two dates and what is rejected. */
    private static final int ALL_FILES = 6;
    /** Its workspace made, its plan created: before and after each. */
    private static final int AFTER_THE_PLAN = 4;

    private static InProcess process;

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeAll
    static void aTopic() {
        Kafka.create(TOPIC, 2);
        for (int partition = 0; partition < 2; partition++) {
            for (int date = 1; date <= 2; date++) {
                Kafka.send(
                        TOPIC,
                        partition,
                        "{\"at\":\"2026-01-0" + date + "T00:00:00Z\",\"pad\":\"" + "ab".repeat(99) + "\"}");
            }
            Kafka.send(TOPIC, partition, "no json");
        }
        process = new InProcess(TOPIC);
    }

    @AfterAll
    static void close() {
        process.close();
    }

    @BeforeEach
    void aLake() {
        lake = Lake.in(folder, TOPIC);
    }

    @Test
    void theFilesOfWhoCommitsFirstStayAndThoseOfTheOtherGo() {
        LandingResult result = land(new Overtaken(storage(), ALL_FILES), BlockCompressor.of(Compression.ZSTD));

        assertThat(result.landed()).isEqualTo(4);
        assertSound();
    }

    @Test
    void whatAKilledRivalHasPublishedIsRemovedAndNeverTaken() {
        boolean survived = false;
        for (int point = AFTER_THE_PLAN; !survived; point++) {
            lake = Lake.in(folder.resolve("killed-at-" + point), TOPIC);
            int at = point;
            survived = catchThrowable(() -> land(new CrashingStorage(storage(), at), new AnotherLevel())) == null;
            assertThat(lake.run("verify", TOPIC, "--offline").out()).contains("\"faults\":[]");

            land(storage(), BlockCompressor.of(Compression.ZSTD));

            assertSound();
        }
    }

    @Test
    void aRivalThatIsKilledAfterTheOtherCommittedLeavesNothingBehind() {
        for (int published = 0; published < ALL_FILES; published++) {
            lake = Lake.in(folder.resolve("killed-behind-" + published), TOPIC);
            Storage killed = new Overtaken(storage(), published);
            assertThat(catchThrowable(() -> land(killed, BlockCompressor.of(Compression.ZSTD))))
                    .isInstanceOf(CrashingStorage.Crash.class);
            assertThat(lake.run("verify", TOPIC, "--offline").out()).contains("\"faults\":[]");

            assertThat(land(storage(), new AnotherLevel()).isNothing()).isTrue();

            assertSound();
        }
    }

    @Test
    void aTopicThatIsRecreatedWhileItIsReadIsNotCommitted() {
        String topic = "recreated_meanwhile";
        Kafka.create(topic, 1);
        Kafka.send(topic, 0, "{\"at\":\"2026-01-01T00:00:00Z\"}");
        try (InProcess landing = new InProcess(topic)) {
            Storage storage = new Recreating(storage(), topic);

            assertThat(catchThrowable(() -> landing.land(storage, InProcess.request(topic, Long.MAX_VALUE))))
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageContaining("Cannot land " + topic + ": the topic was re-created");
        }
        assertThat(lake.files("commit-")).isEmpty();
    }

    /** Every committed file as its commit says, no other one, and each record once. */
    private void assertSound() {
        assertThat(lake.run("verify", TOPIC, "--offline").out())
                .contains("\"faults\":[]")
                .contains("\"open\":[]");
        assertThat(lake.files("/_tmp/")).isEmpty();
        assertThat(lake.files("jsonl")).hasSize(ALL_FILES);
    }

    private Storage storage() {
        return new LocalStorage(lake.root());
    }

    private static LandingResult land(Storage storage, BlockCompressor compressor) {
        Clock clock = Clock.fixed(InProcess.NOW, ZoneOffset.UTC);
        var request = InProcess.request(TOPIC, Long.MAX_VALUE);
        return new LandingJob(storage, process.log(), request, clock, kind -> compressor, () -> false, more -> {})
                .run();
    }

    /** Another lander commits before this one's first file is published; after so many more this one is killed. */
    private final class Overtaken extends ForwardingStorage {
        private int left;
        private boolean overtaken;

        Overtaken(Storage storage, int publications) {
            super(storage);
            this.left = publications;
        }

        @Override
        public void publish(Path file, String path) {
            if (!overtaken) {
                overtaken = true;
                land(new NeverCleaning(storage()), new AnotherLevel());
            }
            if (left == 0) {
                throw new CrashingStorage.Crash();
            }
            left--;
            super.publish(file, path);
        }
    }

    /** Its process is killed when it has committed. */
    private static final class NeverCleaning extends ForwardingStorage {
        NeverCleaning(Storage storage) {
            super(storage);
        }

        @Override
        public void delete(String path) {
            // What it leaves others have to remove.
        }
    }

    /** The topic becomes another one when everything is read. */
    private static final class Recreating extends ForwardingStorage {
        private final String topic;

        Recreating(Storage storage, String topic) {
            super(storage);
            this.topic = topic;
        }

        @Override
        public void publish(Path file, String path) {
            Kafka.recreate(topic, 1);
            super.publish(file, path);
        }
    }

    /** What zstd at another level, or in another version, makes of the lines. */
    private static final class AnotherLevel implements BlockCompressor {
        @Override
        public ByteBuffer compress(byte[] lines, int length) {
            return ByteBuffer.wrap(Zstd.compress(Arrays.copyOf(lines, length), ANOTHER_LEVEL));
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
