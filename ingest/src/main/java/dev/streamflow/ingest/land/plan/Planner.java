package dev.streamflow.ingest.land.plan;

import dev.streamflow.landing.ledger.EventTimeSpec;
import dev.streamflow.landing.ledger.OffsetGap;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Runs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the next plan of a topic: from where each partition was planned to, up to the end that was seen. */
public final class Planner {
    private final LogOffsets log;
    private final LandingRequest request;
    private final LogView view;

    public Planner(LogOffsets log, LandingRequest request, LogView view) {
        this.log = log;
        this.request = request;
        this.view = view;
    }

    /**
     * The next plan; none where there is nothing new and nothing to put on record.
     *
     * @param limit at most so many offsets
     * @throws dev.streamflow.cli.CommandException that names offsets which are gone, unless their loss is accepted
     */
    public Optional<Plan> next(Runs runs, Map<Integer, Position> positions, long limit) {
        Map<Integer, Long> starts = log.starts(view.partitions());
        Map<Integer, Long> from = firstOffsets(positions, starts);
        List<OffsetRange> ranges = new ArrayList<>();
        for (int partition : view.partitions()) {
            Position position = positions.get(partition);
            ranges.add(
                    position == null
                            ? first(partition, from.get(partition))
                            : following(partition, position, starts.get(partition)));
        }
        boolean news = ranges.stream().anyMatch(range -> range.hasOffsets() || range.gap() != null);
        boolean wanted =
                request.through().isPresent() && view.openTransactions().isEmpty() && !covered(positions);
        if (!news && !wanted) {
            return Optional.empty();
        }
        return Optional.of(new Plan(
                Plan.VERSION,
                runs.next(),
                request.topic(),
                view.topicId(),
                view.seenAt(),
                request.compression(),
                EventTimeSpec.of(request.eventTime()),
                request.keep(),
                request.parameters(),
                OffsetLimit.to(limit, ranges)));
    }

    /** Whether an earlier run has seen the window complete. */
    private boolean covered(Map<Integer, Position> positions) {
        return view.partitions().stream().allMatch(partition -> {
            Position position = positions.get(partition);
            return position != null
                    && position.complete()
                    && !position.seenAt().isBefore(request.readyAt().orElseThrow());
        });
    }

    /** Where partitions without a plan start: the log's beginning, or the first record of the time asked for. */
    private Map<Integer, Long> firstOffsets(Map<Integer, Position> positions, Map<Integer, Long> starts) {
        List<Integer> unplanned = view.partitions().stream()
                .filter(partition -> !positions.containsKey(partition))
                .toList();
        Map<Integer, Long> from = new HashMap<>(starts);
        if (request.from().isPresent() && !unplanned.isEmpty()) {
            Map<Integer, Long> found = log.offsetsAt(request.from().get(), unplanned);
            unplanned.forEach(partition -> from.put(
                    partition, found.getOrDefault(partition, view.ends().get(partition))));
        }
        return from;
    }

    private OffsetRange first(int partition, long start) {
        long end = Math.max(start, view.ends().get(partition));
        return new OffsetRange(partition, start, end, null, !view.hasOpenTransaction(partition), null);
    }

    private OffsetRange following(int partition, Position position, long logStart) {
        Optional<MissingOffsets> loss = loss(partition, position, logStart);
        if (loss.isPresent() && !request.acceptLoss()) {
            throw loss.get().error(request.topic());
        }
        OffsetGap gap = loss.map(MissingOffsets::gap).orElse(null);
        if (gap != null && position.pending() != null) {
            gap = new OffsetGap(position.pending().from(), gap.to(), gap.reason());
        }
        gap = gap == null ? position.pending() : gap;
        long start = loss.map(found -> found.gap().to()).orElse(position.offset());
        long end = Math.max(start, view.ends().get(partition));
        return new OffsetRange(partition, start, end, position.run(), !view.hasOpenTransaction(partition), gap);
    }

    private Optional<MissingOffsets> loss(int partition, Position position, long logStart) {
        if (!position.topicId().equals(view.topicId())) {
            return Optional.of(
                    new MissingOffsets(partition, new OffsetGap(position.offset(), logStart, OffsetGap.RECREATED)));
        }
        long end = view.ends().get(partition);
        if (end < position.offset()) {
            // Another run may have landed more since; only what the log says now is a truncation.
            end = log.ends(List.of(partition)).get(partition);
        }
        return MissingOffsets.of(partition, position.offset(), position.offset(), logStart, end);
    }
}
