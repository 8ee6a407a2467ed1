package dev.streamflow.ingest.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.ingest.storage.ForwardingStorage;
import dev.streamflow.ingest.storage.LocalStorage;
import dev.streamflow.landing.compression.Compression;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.EventTimeSpec;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingLedgerTest {
    private static final Duration NO_PATIENCE = Duration.ZERO;

    @TempDir
    Path folder;

    private LocalStorage storage;

    @BeforeEach
    void threePlansOneOfThemDecided() {
        storage = new LocalStorage(folder);
        try (LandingLedger ledger = new LandingLedger(storage, "t")) {
            for (int run = 1; run <= 3; run++) {
                ledger.create(plan(run));
            }
            ledger.decide(Commit.abandon(plan(1)));
        }
    }

    @Test
    void aListingThatLagsBehindIsReadAgain() {
        LandingLedger ledger = new LandingLedger(new Lagging(2, "plan-000002.json"), "t");

        assertThat(ledger.runs().planned()).containsExactly(1, 2, 3);
        assertThat(ledger.runs().open()).containsExactly(2, 3);
    }

    @Test
    void aPlanThatStaysMissingIsNamedAndNothingIsStartedOver() {
        LandingLedger ledger = new LandingLedger(new Lagging(Integer.MAX_VALUE, "plan-000002.json"), "t", NO_PATIENCE);

        assertThatThrownBy(ledger::runs)
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("plan-000002.json is missing, a later run is there");
    }

    @Test
    void aCommitWhosePlanIsHiddenIsAGapAsWell() throws IOException {
        Files.delete(folder.resolve("t/_ledger/plan-000003.json"));
        try (LandingLedger ledger = new LandingLedger(storage, "t", NO_PATIENCE)) {
            ledger.decide(Commit.abandon(plan(3)));

            assertThatThrownBy(ledger::runs).hasMessageContaining("plan-000003.json is missing");
        }
    }

    @Test
    void aPlanThatExistsAndIsNotListedIsWaitedForAndThenNamed() {
        new LandingLedger(new Lagging(2, "plan-000003.json"), "t").awaitListed(3);

        assertThatThrownBy(() ->
                        new LandingLedger(new Lagging(Integer.MAX_VALUE, "plan-"), "t", NO_PATIENCE).awaitListed(1))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("plan-000001.json is there, but the listing of its folder does not show it");
    }

    @Test
    void filesThatAreNotTheLedgersAreIgnored() throws IOException {
        for (String name : List.of(
                "plan-000004.json.bak",
                "plan-000004 (copy).json",
                "commit-000002.json.tmp",
                "commit-000002.json~",
                "plan-99999999999999999999.json",
                "plan-0000002.json",
                "plan-000000.json",
                ".nfs0000000000000001",
                "README.txt")) {
            Files.writeString(folder.resolve("t/_ledger").resolve(name), "what somebody left here");
        }
        Files.createDirectories(folder.resolve("t/_ledger/plan-000009.json"));

        Runs runs = new LandingLedger(storage, "t", NO_PATIENCE).runs();

        assertThat(runs.planned()).containsExactly(1, 2, 3);
        assertThat(runs.decided()).containsExactly(1);
    }

    @Test
    void aDocumentUnderAnotherRunsNameIsNamed() throws IOException {
        Path ledger = folder.resolve("t/_ledger");
        Files.copy(ledger.resolve("commit-000001.json"), ledger.resolve("commit-000002.json"));

        assertThatThrownBy(() -> new LandingLedger(storage, "t").commit(2))
                .isInstanceOf(CheckFailedException.class)
                .hasMessageContaining("commit-000002.json: not a document of the ledger: it is about run 1 of t");
    }

    private static Plan plan(int run) {
        return new Plan(
                Plan.VERSION,
                run,
                "t",
                "id",
                Instant.EPOCH,
                Compression.NONE,
                new EventTimeSpec("at", null, "iso", null, "UTC", null, Instant.EPOCH, Instant.MAX),
                Set.of(),
                Map.of(),
                List.of(new OffsetRange(0, run, run + 1L, null, true, null)));
    }

    /** Its first listings do not show a file. */
    private final class Lagging extends ForwardingStorage {
        private final String hidden;
        private int left;

        Lagging(int listings, String hidden) {
            super(storage);
            this.left = listings;
            this.hidden = hidden;
        }

        @Override
        public List<StoredFile> list(String path) {
            left--;
            return super.list(path).stream()
                    .filter(file -> left < 0 || !file.path().contains(hidden))
                    .toList();
        }
    }
}
