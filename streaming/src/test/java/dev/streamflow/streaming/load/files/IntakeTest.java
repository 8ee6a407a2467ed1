package dev.streamflow.streaming.load.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
    private static final String SHA_256_OF_XY = "769a4e6d0003189c7e96c5d9b7e810a0d11c3a12832527ec94b0f86d277f51ca";

    @TempDir
    Path root;

    private final AtomicLong nanos = new AtomicLong();

    private Intake intake() {
        return new Intake(Folders.make(root), Duration.ofSeconds(5), nanos::get);
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void takesAFileThatHasNotChangedForAWhile() throws IOException {
        Intake intake = intake();
        Path file = Files.writeString(root.resolve("a.csv"), "x");
        assertThat(intake.scan()).isZero();
        pass(4);
        Files.writeString(file, "y", StandardOpenOption.APPEND);
        assertThat(intake.scan()).isZero();
        pass(4);
        assertThat(intake.scan()).isZero();
        assertThat(intake.waiting()).isOne();
        pass(1);
        assertThat(intake.scan()).isOne();

        assertThat(root.resolve("accepted").resolve(SHA_256_OF_XY + "-a.csv")).hasContent("xy");
        assertThat(root.resolve("a.csv")).doesNotExist();
    }

    @Test
    void keepsNamesThatOtherFileSystemsDoNotHave() throws IOException {
        Files.writeString(root.resolve("2026-01-31T10:00 ü.csv"), "x");
        Intake intake = intake();
        intake.scan();
        pass(5);
        intake.scan();

        try (var files = Files.list(root.resolve("accepted"))) {
            String name = files.findFirst().orElseThrow().getFileName().toString();
            assertThat(name).matches("[0-9a-f]{64}-2026-01-31T10%3A00\\+%C3%BC\\.csv");
            assertThat(AcceptedFile.parse(name).originalName()).isEqualTo("2026-01-31T10:00 ü.csv");
        }
    }

    @Test
    void cutsNamesThatBecomeTooLongAndKeepsTheirEnd() throws IOException {
        Files.writeString(root.resolve("n".repeat(247) + ".csv.gz"), "x");
        Intake intake = intake();
        intake.scan();
        pass(5);
        assertThat(intake.scan()).isOne();

        try (var files = Files.list(root.resolve("accepted"))) {
            assertThat(files.findFirst().orElseThrow().getFileName().toString())
                    .hasSize(255)
                    .endsWith("nn.csv.gz");
        }
    }

    @Test
    void leavesAloneWhatIsNotMeantForIt() throws IOException {
        for (String name : new String[] {".a.csv", "_a.csv", "a.csv.tmp", "a.csv.Part", "a.partial"}) {
            Files.writeString(root.resolve(name), "x");
        }
        Files.createDirectories(root.resolve("folder"));
        Files.createSymbolicLink(root.resolve("link.csv"), Files.writeString(root.resolve(".target"), "x"));
        Intake intake = intake();
        intake.scan();
        pass(5);

        assertThat(intake.scan()).isZero();
        assertThat(intake.waiting()).isZero();
    }
}
