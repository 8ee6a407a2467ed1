package dev.streamflow.dashboard.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Reads a folder that holds {@code gold} and {@code ledger}, and landing's ledger, as a state. */
final class StateReader {
    private final LandingLedger landing;
    private final LedgerDocuments documents = new LedgerDocuments();

    StateReader(LandingLedger landing) {
        this.landing = landing;
    }

    Published read(Path folder, long number, Instant at) throws IOException {
        Path ledger = folder.resolve("ledger");
        SortedMap<LocalDate, List<LandingRun>> runs = landing.runs();
        SortedMap<LocalDate, DateState> dates =
                new DateStates(documents.reports(ledger), runs, LedgerSum.of(ledger)).all();
        String tag = number + "-" + Integer.toHexString(dates.hashCode()) + Long.toHexString(at.toEpochMilli());
        return new Published(
                new LakeState(number, tag, at, dates, runs), gold(folder.resolve("gold")), TableDefinition.all(ledger));
    }

    private static List<GoldPartition> gold(Path gold) throws IOException {
        List<GoldPartition> partitions = new ArrayList<>();
        for (Path table : Folders.list(gold)) {
            for (Path folder : Folders.list(table)) {
                Optional<LocalDate> date = Folders.date(folder);
                if (date.isPresent()) {
                    partitions.add(partition(Folders.name(table), date.get(), folder));
                }
            }
        }
        return partitions;
    }

    private static GoldPartition partition(String table, LocalDate date, Path folder) throws IOException {
        List<Path> files = Folders.parquet(folder);
        StringBuilder identity = new StringBuilder();
        for (Path file : files) {
            identity.append(Folders.identity(file)).append(' ');
        }
        return new GoldPartition(table, date, files, identity.toString());
    }
}
