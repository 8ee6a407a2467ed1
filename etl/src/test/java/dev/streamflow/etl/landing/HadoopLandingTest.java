package dev.streamflow.etl.landing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HadoopLandingTest {
    private static final int MUTATIONS = 1_000;
    private static final String COMMIT = """
            {"version": 1, "run": 1, "topic": "t", "state": "committed", "read": 2, "landed": 2, "rejected": 0,
             "tombstones": 0, "bytes": 9, "partitions": [], "dates": [], "rejectedFiles": [],
             "files": [{"path": "dt=2026-01-01/a.jsonl", "date": "2026-01-01",
             "partition": 0, "firstOffset": 0, "lastOffset": 1, "records": 2, "bytes": 9, "sha256": "9f"}]}
            """;

    @TempDir
    Path folder;

    private Path commit;
    private HadoopLanding landing;

    @BeforeEach
    void aCommit() throws IOException {
        commit = Files.createDirectories(folder.resolve("t/_ledger")).resolve("commit-000001.json");
        Files.writeString(commit, COMMIT);
        landing = new HadoopLanding(folder.toString(), new Configuration());
    }

    @Test
    void copiesUnderOtherNamesAreNoCommits() throws IOException {
        for (String name :
                new String[] {"commit-000001 (copy).json", "commit-1.json", "commit-x.json", "commit-000002.json~"}) {
            Files.copy(commit, commit.resolveSibling(name));
        }

        assertThat(files()).hasSize(1);
    }

    @Test
    void aCopyUnderAnotherRunsNameIsNamed() throws IOException {
        Files.copy(commit, commit.resolveSibling("commit-000002.json"));

        assertThatThrownBy(() -> files())
                .isInstanceOf(CommandException.class)
                .hasMessageEndingWith("commit-000002.json: not a document of the ledger: it is about run 1 of t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": 1    | \"version\": 2       | its version is 2, this Streamflow knows 1",
                "\"records\": 2    | \"records\": \"2\" | Cannot coerce String value",
                "\"records\": 2,   | ''                     | Missing required creator property 'records'",
                "dt=2026-01-01/a     | ../x                   | Cannot have file ../x.jsonl: it is not in dt=2026-01-01",
                "\"date\": \"20   | \"date\": \"x       | Text 'x26-01-01' could not be parsed",
                "\"topic\": \"t\" | \"topic\": \"u\" | it is about run 1 of u",
                "\"run\": 1        | \"run\": 1, \"run\": 1 | Duplicate field"
            })
    void aDamagedCommitIsNamed(String field, String damaged, String reason) throws IOException {
        Files.writeString(commit, COMMIT.replace(field, damaged));

        assertThatThrownBy(() -> files())
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("Cannot read ")
                .hasMessageContaining("commit-000001.json")
                .hasMessageContaining(reason);
    }

    @Test
    void anyBytesAreACommitOrOneError() throws IOException {
        Random random = new Random(1);
        byte[] whole = COMMIT.getBytes(UTF_8);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(commit, bytes);
            try {
                assertThat(files()).allMatch(file -> file.path().startsWith("/"));
            } catch (CommandException e) {
                assertThat(e.getMessage()).contains("commit-000001.json");
            }
        }
    }

    private List<CommittedFile> files() {
        LandedDates landed = landing.dates("t", LandingSummaries.none());
        return landing.files("t", landed, landed.dates().keySet());
    }
}
