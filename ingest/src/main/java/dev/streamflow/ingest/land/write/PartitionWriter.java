package dev.streamflow.ingest.land.write;

import dev.streamflow.events.json.ValidationResult;
import dev.streamflow.landing.compression.BlockCompressor;
import dev.streamflow.landing.ledger.Counts;
import dev.streamflow.landing.ledger.Keep;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.line.LandedHeader;
import dev.streamflow.landing.line.LandedLineWriter;
import dev.streamflow.landing.line.Router;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Writes one partition's records of a run into files by event date. What goes where, to the byte, depends on the plan
 * and on the records in their order alone: not on time, nor on how they arrive in batches, nor on the other partitions.
 * One thread at a time.
 */
public final class PartitionWriter {
    /** A further file is begun after so many bytes of lines. */
    private static final long FILE_BYTES = 256L << 20;
    /** Lines wait until so many bytes of them can be packed together. */
    private static final int BLOCK_BYTES = 512 << 10;
    /** What all partitions of a run together may have waiting, unless they are very many. */
    private static final int WAITING_BYTES = 24 << 20;

    private static final int LEAST_WAITING_BYTES = 64 << 10;
    private static final int REJECTED = Integer.MIN_VALUE;
    private static final int TOMBSTONES = Integer.MIN_VALUE + 1;
    private static final String TOMBSTONE = "tombstone";

    private final Plan plan;
    private final OffsetRange range;
    private final Path workspace;
    private final Router router;
    private final LandedLineWriter line;
    private final boolean keepsHeaders;
    private final int waitingLimit;
    private final int blockBytes;
    private final Map<Integer, OpenFile> open = new HashMap<>();
    private final List<OpenFile> finished = new ArrayList<>();

    private OpenFile last;
    private int lastDay;
    private long waiting;
    private long landed;
    private long rejected;
    private long tombstones;
    private long untimed;
    private final Map<String, Long> reasons = new TreeMap<>();

    public PartitionWriter(Plan plan, OffsetRange range, Path workspace) {
        this.plan = plan;
        this.range = range;
        this.workspace = workspace;
        this.router = new Router(plan.eventTime().eventTime());
        this.line = new LandedLineWriter(plan.keep());
        this.keepsHeaders = plan.keep().contains(Keep.HEADERS);
        this.waitingLimit =
                Math.max(LEAST_WAITING_BYTES, WAITING_BYTES / plan.partitions().size());
        this.blockBytes = Math.min(BLOCK_BYTES, waitingLimit);
    }

    public void write(ConsumerRecord<ByteBuffer, ByteBuffer> record, BlockCompressor compressor) {
        ByteBuffer buffer = record.value();
        if (buffer == null) {
            tombstone(record, compressor);
            return;
        }
        byte[] value = buffer.array();
        int from = buffer.arrayOffset() + buffer.position();
        ValidationResult result = router.route(value, from, from + buffer.remaining(), record.timestamp());
        boolean sound = result == ValidationResult.OBJECT;
        OpenFile file = file(sound ? router.epochDay() : REJECTED, record.offset());
        int before = file.lines().size();
        if (sound) {
            landed++;
            untimed += router.isTimed() ? 0 : 1;
            of(record, keepsHeaders).landed(file.lines(), value, router.validator());
        } else {
            rejected++;
            reasons.merge(result.code(), 1L, Long::sum);
            of(record, true).rejected(file.lines(), buffer, result.code());
        }
        added(file, before, record.offset(), compressor);
    }

    private void tombstone(ConsumerRecord<ByteBuffer, ByteBuffer> record, BlockCompressor compressor) {
        tombstones++;
        if (plan.keep().contains(Keep.TOMBSTONES)) {
            OpenFile file = file(TOMBSTONES, record.offset());
            int before = file.lines().size();
            of(record, true).rejected(file.lines(), null, TOMBSTONE);
            added(file, before, record.offset(), compressor);
        }
    }

    /** Headers are looked at only where they are written: mostly a landed line has none of them. */
    private LandedLineWriter of(ConsumerRecord<ByteBuffer, ByteBuffer> record, boolean withHeaders) {
        List<LandedHeader> headers = withHeaders ? headers(record.headers()) : List.of();
        return line.record(record.partition(), record.offset(), record.timestamp(), record.key(), headers);
    }

    private static List<LandedHeader> headers(Headers headers) {
        List<LandedHeader> landed = new ArrayList<>();
        for (Header header : headers) {
            byte[] value = header.value();
            landed.add(new LandedHeader(header.key(), value == null ? null : ByteBuffer.wrap(value)));
        }
        return landed;
    }

    private void added(OpenFile file, int before, long offset, BlockCompressor compressor) {
        file.lineAdded(offset);
        waiting += file.lines().size() - before;
        makeRoom(file, compressor);
    }

    /** Flushes what waits; every file is then complete in the workspace. */
    public void finish(BlockCompressor compressor) {
        for (OpenFile file : open.values()) {
            file.flush(compressor, 0);
        }
        finished.addAll(open.values());
        open.clear();
        last = null;
    }

    /** The files, after {@link #finish}. */
    public List<OpenFile> files() {
        return finished;
    }

    public Counts counts() {
        long read = landed + rejected + tombstones;
        return new Counts(
                range.partition(), range.start(), range.end(), read, landed, rejected, tombstones, untimed, reasons);
    }

    private OpenFile file(int day, long offset) {
        if (day == lastDay && last != null) {
            return last;
        }
        last = open.computeIfAbsent(day, missing -> begin(missing, offset));
        lastDay = day;
        return last;
    }

    private OpenFile begin(int day, long offset) {
        String name = LandingLayout.unfinished(plan.run(), range.partition(), offset);
        Path temporary = workspace.resolve(name + plan.compression().suffix());
        if (day == REJECTED || day == TOMBSTONES) {
            String folder = day == REJECTED ? LandingLayout.REJECTED : LandingLayout.TOMBSTONES;
            return new OpenFile(temporary, plan, folder, null, range.partition(), offset);
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        return new OpenFile(temporary, plan, LandingLayout.folder(date), date, range.partition(), offset);
    }

    /** Records that gap between a thousand dates make a thousand small buffers: the largest goes first. */
    private void makeRoom(OpenFile written, BlockCompressor compressor) {
        if (written.lines().size() >= blockBytes) {
            flush(written, compressor, 2 * blockBytes);
        }
        while (waiting > waitingLimit) {
            OpenFile largest = open.values().stream()
                    .max(Comparator.<OpenFile>comparingInt(file -> file.lines().size())
                            .thenComparing(file -> file.temporary()))
                    .orElseThrow();
            flush(largest, compressor, 0);
        }
        if (written.lineBytes() >= FILE_BYTES) {
            flush(written, compressor, 0);
            finished.add(written);
            open.values().remove(written);
            last = null;
        }
    }

    private void flush(OpenFile file, BlockCompressor compressor, int keep) {
        waiting -= file.lines().size();
        file.flush(compressor, keep);
    }
}
