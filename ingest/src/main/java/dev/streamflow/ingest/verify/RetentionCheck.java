package dev.streamflow.ingest.verify;

import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.DeletedFiles;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.Retention;
import dev.streamflow.landing.ledger.Retentions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Whether each entry of retention says of the files that it deletes what their commits say. */
final class RetentionCheck {
    private RetentionCheck() {}

    static List<String> faults(Retentions retentions, Collection<Commit> commits) {
        Map<Integer, Commit> byRun = new HashMap<>();
        commits.forEach(commit -> byRun.put(commit.run(), commit));
        List<String> faults = new ArrayList<>();
        for (Retention entry : retentions.entries()) {
            Stream.concat(entry.dates().stream(), Stream.ofNullable(entry.undated()))
                    .forEach(deleted -> {
                        List<LandedFile> files = deleted.runs().stream()
                                .map(byRun::get)
                                .filter(Objects::nonNull)
                                .flatMap(Commit::allFiles)
                                .filter(file -> Objects.equals(file.date(), deleted.date()))
                                .toList();
                        if (!fits(deleted, files)) {
                            faults.add("retention " + entry.number() + " deletes " + deleted.files() + " files of "
                                    + name(deleted.date()) + " with " + deleted.records()
                                    + " records, the commits of its runs have " + files.size());
                        }
                    });
        }
        return faults;
    }

    private static boolean fits(DeletedFiles deleted, List<LandedFile> files) {
        return files.size() == deleted.files()
                && files.stream().mapToLong(LandedFile::records).sum() == deleted.records()
                && files.stream().mapToLong(LandedFile::bytes).sum() == deleted.bytes();
    }

    private static String name(LocalDate date) {
        return date == null ? "rejected records and tombstones" : date.toString();
    }
}
