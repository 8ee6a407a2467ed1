package dev.streamflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine.Command;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StopRequestTest {
    private static final int SIGTERM = 15;

    @Test
    void aSignalLetsTheCommandFinishBeforeTheJvmEnds() throws Exception {
        Process process = started(Paced.class);
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("started");
            process.toHandle().destroy();
            assertThat(out.lines()).containsExactly("asked to stop", "flushed");
            assertThat(process.waitFor()).isEqualTo(128 + SIGTERM);
        }
    }

    @Test
    void aCommandThatDoesNotListenIsEndedAfterThePatience() throws Exception {
        Process process = started(Deaf.class);
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            assertThat(out.readLine()).isEqualTo("started");
            process.toHandle().destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(err.lines()).containsExactly("Cannot stop politely: still busy after 1 s");
        }
    }

    @Test
    void theJvmEndsAfterTheFailureOfAStoppedCommandIsPrinted() throws Exception {
        Process process = started(Failing.class);
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            assertThat(out.readLine()).isEqualTo("started");
            process.toHandle().destroy();
            assertThat(err.lines()).containsExactly("Cannot wait: stopped", "  Run it again.");
        }
    }

    @Test
    void whatFailsBecauseTheJvmIsEndingIsNoFaultToLookFor() throws Exception {
        Process process = started(Late.class);
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            assertThat(out.readLine()).isEqualTo("started");
            process.toHandle().destroy();
            assertThat(err.lines()).containsExactly("Stopped");
        }
    }

    @Test
    void aPauseEndsWithTheRequest() {
        try (StopRequest stop = StopRequest.listen(Duration.ofSeconds(1))) {
            assertThat(stop.pause(Duration.ofMillis(1))).isFalse();
            assertThat(stop.isRequested()).isFalse();
            stop.request();
            assertThat(stop.pause(Duration.ofDays(1))).isTrue();
            assertThat(stop.isRequested()).isTrue();
        }
    }

    private static Process started(Class<?> program) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName()))
                .start();
    }

    /** Paces itself, and takes its time to flush at its end. */
    static final class Paced {
        public static void main(String... args) throws InterruptedException {
            try (StopRequest stop = StopRequest.listen(Duration.ofSeconds(30))) {
                System.out.println("started");
                if (stop.pause(Duration.ofDays(1))) {
                    System.out.println("asked to stop");
                }
                boolean hurried = new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
                System.out.println(hurried ? "hurried" : "flushed");
            }
        }
    }

    /** Fails when it is stopped, and some time after it has let go of its request. */
    @Command(name = "failing")
    static final class Failing implements Callable<Result> {
        public static void main(String... args) {
            Program.main(new Failing(), args);
        }

        @Override
        public Result call() throws InterruptedException {
            try (StopRequest stop = StopRequest.listen(Duration.ofSeconds(30))) {
                System.out.println("started");
                if (!stop.pause(Duration.ofDays(1))) {
                    return Result.said();
                }
            }
            boolean hurried = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
            throw new OperationFailedException(hurried ? "hurried" : "Cannot wait: stopped", "Run it again.");
        }
    }

    /** Begins another piece of work when the JVM is ending. */
    @Command(name = "late")
    static final class Late implements Callable<Result> {
        public static void main(String... args) {
            Program.main(new Late(), args);
        }

        @Override
        public Result call() {
            try (StopRequest stop = StopRequest.listen(Duration.ofSeconds(30))) {
                System.out.println("started");
                stop.pause(Duration.ofDays(1));
                StopRequest.listen(Duration.ofSeconds(30)).close();
            }
            return Result.said();
        }
    }

    /** Never looks whether it shall stop. */
    static final class Deaf {
        public static void main(String... args) throws InterruptedException {
            try (StopRequest stop = StopRequest.listen(Duration.ofSeconds(1))) {
                System.out.println(stop.isRequested() ? "too early" : "started");
                new CountDownLatch(1).await();
            }
        }
    }
}
