package dev.streamflow.ingest.land;

import dev.streamflow.events.json.Verdict;
import dev.streamflow.ingest.ledger.Counts;
import dev.streamflow.ingest.ledger.Keep;
import dev.streamflow.ingest.ledger.LandedFile;
import dev.streamflow.ingest.ledger.Names;
import dev.streamflow.ingest.ledger.Plan;
import dev.streamflow.ingest.ledger.Span;
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

/**
 * Writes one partition's records of a run into files by event date. What goes where, to the byte, depends on the plan and on the records
 * in their order alone: not on time, nor on how they arrive in batches, nor on the other partitions. One thread at a time.
 */
final class PartitionWriter {
    /** A further file is begun after so many bytes of lines. */
    private static final long FILE_BYTES = 256L << 20;
    /** Lines wait until so many bytes of them can be packed together. */
    private static final int BLOCK_BYTES = 512 << 10;
    /** What all partitions of a run together may have waiting, unless they are very many. */
    private static final int WAITING_BYTES = 24 << 20;

    private static final int LEAST_WAITING_BYTES = 64 << 10;
    private static final int REJECTED = Integer.MIN_VALUE;
    private static final int TOMBSTONES = Integer.MIN_VALUE + 1;

    private final Plan plan;
    private final Span span;
    private final Path workspace;
    private final Router router;
    private final Line line;
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

    PartitionWriter(Plan plan, Span span, Path workspace) {
        this.plan = plan;
        this.span = span;
        this.workspace = workspace;
        this.router = new Router(plan.eventTime().eventTime());
        this.line = new Line(plan.keep());
        this.waitingLimit =
                Math.max(LEAST_WAITING_BYTES, WAITING_BYTES / plan.partitions().size());
        this.blockBytes = Math.min(BLOCK_BYTES, waitingLimit);
    }

    void write(ConsumerRecord<ByteBuffer, ByteBuffer> record, Packer packer) {
        ByteBuffer buffer = record.value();
        if (buffer == null) {
            tombstone(record, packer);
            return;
        }
        byte[] value = buffer.array();
        int from = buffer.arrayOffset() + buffer.position();
        Verdict verdict = router.route(value, from, from + buffer.remaining(), record.timestamp());
        boolean sound = verdict == Verdict.OBJECT;
        OpenFile file = file(sound ? router.epochDay() : REJECTED, record.offset());
        int before = file.lines().size();
        if (sound) {
            landed++;
            untimed += router.isTimed() ? 0 : 1;
            line.landed(file.lines(), record, value, router.proof());
        } else {
            rejected++;
            reasons.merge(verdict.code(), 1L, Long::sum);
            Line.rejected(file.lines(), record, verdict.code());
        }
        added(file, before, record.offset(), packer);
    }

    private void tombstone(ConsumerRecord<ByteBuffer, ByteBuffer> record, Packer packer) {
        tombstones++;
        if (plan.keep().contains(Keep.TOMBSTONES)) {
            OpenFile file = file(TOMBSTONES, record.offset());
            int before = file.lines().size();
            Line.rejected(file.lines(), record, "tombstone");
            added(file, before, record.offset(), packer);
        }
    }

    private void added(OpenFile file, int before, long offset, Packer packer) {
        file.lineAdded(offset);
        waiting += file.lines().size() - before;
        makeRoom(file, packer);
    }

    /** Flushes what waits; every file is then complete in the workspace. */
    void finish(Packer packer) {
        for (OpenFile file : open.values()) {
            file.flush(packer, 0);
        }
        finished.addAll(open.values());
        open.clear();
        last = null;
    }

    /** The files, after {@link #finish}. */
    List<OpenFile> files() {
        return finished;
    }

    Counts counts() {
        long read = landed + rejected + tombstones;
        return new Counts(
                span.partition(), span.start(), span.end(), read, landed, rejected, tombstones, untimed, reasons);
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
        String name = Names.unfinished(plan.run(), span.partition(), offset);
        Path temporary = workspace.resolve(name + plan.compression().suffix());
        if (day == REJECTED || day == TOMBSTONES) {
            String folder = day == REJECTED ? LandedFile.REJECTED : LandedFile.TOMBSTONES;
            return new OpenFile(temporary, plan, folder, null, span.partition(), offset);
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        return new OpenFile(temporary, plan, LandedFile.folder(date), date, span.partition(), offset);
    }

    /** Records that jump between a thousand dates make a thousand small buffers: the largest goes first. */
    private void makeRoom(OpenFile written, Packer packer) {
        if (written.lines().size() >= blockBytes) {
            flush(written, packer, 2 * blockBytes);
        }
        while (waiting > waitingLimit) {
            OpenFile largest = open.values().stream()
                    .max(Comparator.<OpenFile>comparingInt(file -> file.lines().size())
                            .thenComparing(file -> file.temporary()))
                    .orElseThrow();
            flush(largest, packer, 0);
        }
        if (written.lineBytes() >= FILE_BYTES) {
            flush(written, packer, 0);
            finished.add(written);
            open.values().remove(written);
            last = null;
        }
    }

    private void flush(OpenFile file, Packer packer, int keep) {
        waiting -= file.lines().size();
        file.flush(packer, keep);
    }
}
