package dev.streamflow.ingest.land;

import dev.streamflow.ingest.land.plan.LandingRequest;
import dev.streamflow.ingest.land.plan.LogView;
import dev.streamflow.ingest.land.plan.MissingOffsets;
import dev.streamflow.ingest.land.plan.Planner;
import dev.streamflow.ingest.land.plan.Position;
import dev.streamflow.ingest.land.plan.Positions;
import dev.streamflow.ingest.land.read.TopicLog;
import dev.streamflow.ingest.ledger.LandingLedger;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.landing.compression.BlockCompressor;
import dev.streamflow.landing.compression.Compression;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Runs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lands the records of a topic that are not landed yet, up to the end of the log that it sees when it starts.
 *
 * <p>First the plans that have no commit, exactly as they stand; then plans of its own, each of a bounded number of
 * offsets, so that a run that is killed or out of time has committed most of its work.
 */
public final class LandingJob {
    private static final Logger LOG = LoggerFactory.getLogger(LandingJob.class);
    private static final long PLAN_OFFSETS = 20_000_000;
    private static final long SHORT_PLAN_OFFSETS = 500_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final LandingLedger ledger;
    private final TopicLog log;
    private final LandingRequest request;
    private final Clock clock;
    private final RunExecution execution;
    private final BooleanSupplier stopped;
    private final Positions positions;
    private final List<Commit> commits = new ArrayList<>();

    public LandingJob(
            Storage storage,
            TopicLog log,
            LandingRequest request,
            Clock clock,
            BooleanSupplier stopped,
            LongConsumer progress) {
        this(storage, log, request, clock, BlockCompressor::of, stopped, progress);
    }

    LandingJob(
            Storage storage,
            TopicLog log,
            LandingRequest request,
            Clock clock,
            Function<Compression, BlockCompressor> compressors,
            BooleanSupplier stopped,
            LongConsumer progress) {
        this.ledger = new LandingLedger(storage, request.topic());
        this.positions = new Positions(ledger::plan, ledger::commit);
        this.log = log;
        this.request = request;
        this.clock = clock;
        this.stopped = stopped;
        this.execution = new RunExecution(storage, ledger, log, compressors, stopped, progress);
    }

    /**
     * Runs to the end.
     *
     * @throws dev.streamflow.cli.NotReadyException before the window can be complete
     * @throws dev.streamflow.cli.OperationFailedException for offsets that are gone
     */
    public LandingResult run() {
        Instant now = clock.instant();
        request.requireReady(clock);
        LogView view = view(now);
        try {
            land(view, now);
            Map<Integer, Position> landed = positions.of(ledger.runs(), view.partitions());
            showGroup(landed);
            clean();
            return LandingResult.of(request.topic(), commits, view, landed);
        } catch (RuntimeException e) {
            cleanAfter(e);
            throw e;
        }
    }

    /** What is landed for good although {@link #run} failed; empty where nothing is. */
    public Optional<LandingResult> soFar() {
        return commits.isEmpty() ? Optional.empty() : Optional.of(LandingResult.soFar(request.topic(), commits));
    }

    private void cleanAfter(RuntimeException failure) {
        try {
            clean();
        } catch (RuntimeException e) {
            // What failed first is what people are to be told.
            failure.addSuppressed(e);
        }
    }

    private void clean() {
        ledger.close();
        ledger.clean();
    }

    /**
     * A topic in use has some transaction open at any time: those of the start are waited for, the later ones do not
     * matter.
     */
    private LogView view(Instant now) {
        TopicDescription topic = log.describe("land");
        List<Integer> partitions = request.shard().of(topic.partitions().size());
        Map<Integer, Long> highWatermarks = log.highWatermarks(partitions);
        Duration patience = request.through().isPresent() ? request.transactionWait() : Duration.ZERO;
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String id = topic.topicId().toString();
            LogView view = new LogView(now, id, partitions, log.ends(partitions), highWatermarks);
            if (view.openTransactions().isEmpty() || stopped.getAsBoolean() || System.nanoTime() >= deadline) {
                return view;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private void land(LogView view, Instant startedAt) {
        Planner planner = new Planner(log, request, view);
        long left = request.maxRecords().orElse(Long.MAX_VALUE);
        while (true) {
            Runs runs = ledger.runs();
            Optional<Plan> open = open(runs, view.partitions());
            if (open.isPresent()) {
                execute(open.get());
                continue;
            }
            if (left <= 0 || isOver(startedAt) || stopped.getAsBoolean()) {
                return;
            }
            Map<Integer, Position> landed = positions.of(runs, view.partitions());
            long size = request.maxDuration().isPresent() ? SHORT_PLAN_OFFSETS : PLAN_OFFSETS;
            Optional<Plan> plan = planner.next(runs, landed, Math.min(left, size));
            if (plan.isEmpty()) {
                return;
            }
            if (ledger.create(plan.get())) {
                left -= plan.get().offsets();
                execute(plan.get());
            } else {
                ledger.awaitListed(plan.get().run());
            }
        }
    }

    /** The first plan without a commit that has one of the partitions: nobody can plan them before it is decided. */
    private Optional<Plan> open(Runs runs, List<Integer> partitions) {
        return runs.open().stream()
                .map(ledger::plan)
                .filter(plan -> partitions.stream()
                        .anyMatch(partition -> plan.range(partition).isPresent()))
                .findFirst();
    }

    private void execute(Plan plan) {
        Optional<MissingOffsets> loss = execution.loss(plan);
        if (loss.isEmpty()) {
            commits.add(execution.execute(plan));
        } else if (request.acceptLoss()) {
            ledger.abandon(plan);
        } else {
            throw loss.get().error(plan.topic());
        }
    }

    private boolean isOver(Instant startedAt) {
        Duration elapsed = Duration.between(startedAt, clock.instant());
        return request.maxDuration()
                .filter(limit -> elapsed.compareTo(limit) >= 0)
                .isPresent();
    }

    /** For people only: landing itself never reads the group, so failing to show it must not fail what has landed. */
    private void showGroup(Map<Integer, Position> positions) {
        if (commits.isEmpty()) {
            return;
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        positions.forEach((partition, position) -> offsets.put(partition, position.offset()));
        try {
            log.commitGroup(offsets);
        } catch (KafkaException e) {
            LOG.warn("Cannot show how far {} is landed in its consumer group: {}", request.topic(), e.getMessage());
        }
    }
}
