package dev.streamflow.etl.landing;

import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds through which instant a topic is landed, as {@code land --through} would: for each partition the newest run
 * that reached the end of the log, less the lateness that the run was to allow. The newest runs nearly always tell.
 */
final class LandedThrough {
    /** Partitions whose end none of the newest runs has reached are not landed through any instant worth naming. */
    private static final int RUNS = 100;
    /** A shard and how many there are. */
    private static final Pattern SHARD = Pattern.compile("\\D*(\\d+)\\D+(\\d+)\\D*");

    private final TopicLedger ledger;
    private final Map<Integer, Instant> reached = new TreeMap<>();
    private final Set<Integer> partitions = new HashSet<>();
    private final Set<String> shards = new HashSet<>();

    LandedThrough(TopicLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * The instant; empty if it is not known.
     *
     * @param newest the last run
     * @param open those that have not committed: what they and later ones were to read may not be there
     */
    Optional<Instant> find(long newest, RunNumbers open) {
        long last = open.isEmpty() ? newest : open.numbers().first() - 1;
        for (long run = last; run > Math.max(0, last - RUNS); run--) {
            boolean carriedOut = ledger.commit(run)
                    .filter(commit -> commit.commit().state() == Commit.State.committed)
                    .isPresent();
            Optional<Plan> plan = carriedOut ? ledger.plan(Math.toIntExact(run)) : Optional.empty();
            if (plan.isPresent() && addAndLook(plan.get())) {
                return reached.values().stream().min(Instant::compareTo);
            }
        }
        return Optional.empty();
    }

    /** Whether the end of every partition has been found. */
    private boolean addAndLook(Plan plan) {
        Duration lateness = Duration.parse(plan.parameters().getOrDefault("lateness", "PT0S"));
        for (OffsetRange range : plan.partitions()) {
            partitions.add(range.partition());
            if (range.complete()) {
                reached.putIfAbsent(range.partition(), plan.createdAt().minus(lateness));
            }
        }
        Matcher shard = SHARD.matcher(plan.parameters().getOrDefault("shard", "1/1"));
        boolean isWhole = !shard.matches() || shard.group(2).equals("1");
        shards.add(isWhole ? "all" : shard.group());
        boolean all = shards.contains("all") || shards.size() == Integer.parseInt(shard.group(2));
        return all && !partitions.isEmpty() && reached.size() == partitions.size();
    }
}
