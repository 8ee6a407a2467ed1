package dev.streamflow.dashboard;

import dev.streamflow.landing.compression.Compression;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.Counts;
import dev.streamflow.landing.ledger.EventTimeSpec;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.LedgerJson;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Landing's ledger, as runs of {@code land} write it; nobody here reads the lines themselves. */
final class ShopLanding {
    private static final int PARTITIONS = 3;
    private static final EventTimeSpec TIME = new EventTimeSpec(
            "at",
            null,
            "iso",
            null,
            "UTC",
            null,
            Instant.parse("2000-01-01T00:00:00Z"),
            Instant.parse("2100-01-01T00:00:00Z"));

    private final Path folder;
    private final Map<String, Integer> last = new HashMap<>();
    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<String, List<Integer>> runs = new TreeMap<>();

    ShopLanding(Path folder) {
        this.folder = folder;
    }

    /** The landing runs that have taken records of a date. */
    List<Integer> runs(String topic, LocalDate date) {
        return runs.getOrDefault(topic + date, List.of());
    }

    /** One run that reads these records, all of one date, and some that are no JSON. */
    void land(String topic, LocalDate date, long records, long rejected) {
        int run = last.merge(topic, 1, Integer::sum);
        List<OffsetRange> ranges = new ArrayList<>();
        List<Counts> counts = new ArrayList<>();
        List<LandedFile> files = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            long good = records / PARTITIONS + (partition < records % PARTITIONS ? 1 : 0);
            long bad = partition == 0 ? rejected : 0;
            long start = offsets.getOrDefault(topic + partition, 0L);
            long end = start + good + bad;
            offsets.put(topic + partition, end);
            ranges.add(new OffsetRange(partition, start, end, run == 1 ? null : run - 1, true, null));
            counts.add(new Counts(
                    partition,
                    start,
                    end,
                    good + bad,
                    good,
                    bad,
                    0,
                    0,
                    bad == 0 ? Map.of() : Map.of("truncated", bad)));
            if (good > 0) {
                String name = LandingLayout.lines(run, partition, start, "0".repeat(64), Compression.NONE);
                String path = LandingLayout.folder(date) + "/" + name;
                files.add(new LandedFile(
                        path, date, partition, start, start + good - 1, good, good * 200, "0".repeat(64)));
            }
        }
        Plan plan = new Plan(
                Plan.VERSION,
                run,
                topic,
                "shop",
                date.plusDays(1).atTime(0, 30).toInstant(ZoneOffset.UTC),
                Compression.NONE,
                TIME,
                Set.of(),
                Map.of(),
                ranges);
        write(LandingLayout.plan(topic, run), LedgerJson.bytes(plan));
        write(LandingLayout.commit(topic, run), LedgerJson.bytes(Commit.of(plan, counts, files)));
        runs.computeIfAbsent(topic + date, key -> new ArrayList<>()).add(run);
    }

    private void write(String name, byte[] bytes) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
