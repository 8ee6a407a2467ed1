package dev.streamflow.ingest.extract;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.events.json.ValidationResult;
import dev.streamflow.ingest.ledger.LandingLedger;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.ingest.storage.StorageFailure;
import dev.streamflow.landing.compression.Decompression;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Retention;
import dev.streamflow.landing.ledger.Retentions;
import dev.streamflow.landing.ledger.Runs;
import dev.streamflow.landing.line.LandedLineReader;
import dev.streamflow.landing.line.LineSplitter;
import dev.streamflow.landing.line.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One window of event time as a pure filter over what is landed: the records whose time, the one that routed them, lies
 * in it. Ordered by date, partition, run and offset, so that the same landing gives the same bytes.
 */
public final class Extraction {
    private static final Comparator<Source> ORDER = Comparator.<Source, LocalDate>comparing(
                    source -> source.file().date())
            .thenComparingInt(source -> source.file().partition())
            .thenComparingInt(source -> source.plan().run())
            .thenComparingLong(source -> source.file().firstOffset());

    private final Storage storage;
    private final String topic;
    private final boolean coordinates;
    private final LandedLineReader line = new LandedLineReader();

    private record Source(Plan plan, LandedFile file) {}

    /** @param coordinates whether lines keep the coordinates that landing has put in front */
    public Extraction(Storage storage, String topic, boolean coordinates) {
        this.storage = storage;
        this.topic = topic;
        this.coordinates = coordinates;
    }

    /**
     * Writes the records with {@code from <= time < to}, a line each.
     *
     * @return how many
     * @throws CheckFailedException if retention has deleted records of one of the window's dates; nothing is written
     *     then
     */
    public long run(Instant from, Instant to, OutputStream out) throws IOException {
        long fromMicros = ChronoUnit.MICROS.between(Instant.EPOCH, from);
        long toMicros = ChronoUnit.MICROS.between(Instant.EPOCH, to);
        long records = 0;
        for (Source source : sources(from, to)) {
            records += filter(source, fromMicros, toMicros, out);
        }
        return records;
    }

    private List<Source> sources(Instant from, Instant to) {
        LocalDate first = from.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate last = to.atOffset(ZoneOffset.UTC).toLocalDate();
        List<Source> sources = new ArrayList<>();
        LandingLedger ledger = new LandingLedger(storage, topic);
        requireWhole(
                ledger.retentions(),
                first,
                to.minusNanos(1).atOffset(ZoneOffset.UTC).toLocalDate());
        Runs runs = ledger.runs();
        for (int run : runs.decided()) {
            Commit commit = ledger.commit(run);
            List<LandedFile> wanted = commit.files().stream()
                    .filter(file -> !file.date().isBefore(first) && !file.date().isAfter(last))
                    .toList();
            if (!wanted.isEmpty()) {
                Plan plan = ledger.plan(run);
                wanted.forEach(file -> sources.add(new Source(plan, file)));
            }
        }
        sources.sort(ORDER);
        return sources;
    }

    private void requireWhole(Retentions retentions, LocalDate first, LocalDate last) {
        Map.Entry<LocalDate, Retention> deleted =
                retentions.between(first, last).lastEntry();
        if (deleted != null) {
            Retention entry = deleted.getValue();
            throw new CheckFailedException(
                    "Cannot extract " + topic + " of " + deleted.getKey()
                            + ": what had landed of it was deleted by retention on "
                            + entry.createdAt().truncatedTo(ChronoUnit.SECONDS) + ", which kept " + entry.before()
                            + " and later",
                    "Nothing was written. Ask for " + entry.before() + "T00:00:00Z and later.");
        }
    }

    private long filter(Source source, long from, long to, OutputStream out) throws IOException {
        Router router = new Router(source.plan().eventTime().eventTime());
        String path = topic + "/" + source.file().path();
        long records = 0;
        try (LineSplitter lines = new LineSplitter(Decompression.of(storage.open(path), path))) {
            while (read(lines, path)) {
                line.read(lines.bytes(), lines.from(), lines.to());
                byte[] value = line.value();
                ValidationResult result = router.route(value, 0, value.length, line.timestamp());
                if (result == ValidationResult.OBJECT && router.micros() >= from && router.micros() < to) {
                    write(lines, value, out);
                    records++;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new CheckFailedException(
                    "Cannot extract from " + storage.describe(path) + ": " + e.getMessage(),
                    "`streamflow verify` says what else is wrong with this landing.",
                    e);
        }
        return records;
    }

    private boolean read(LineSplitter lines, String path) {
        try {
            return lines.next();
        } catch (IOException e) {
            throw StorageFailure.of("read", storage.describe(path), e);
        }
    }

    private void write(LineSplitter lines, byte[] value, OutputStream out) throws IOException {
        if (coordinates) {
            out.write(lines.bytes(), lines.from(), lines.to() - lines.from());
        } else {
            out.write(value);
        }
        out.write('\n');
    }
}
