package dev.streamflow.dashboard.live;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a live query is, as its {@code status.json} says.
 *
 * @param state starting, running, waiting, stopping, stopped or failed
 * @param batch the last finished batch; -1 before the first
 * @param newestEvent and {@code watermark}: null where it has none
 * @param lag records not read yet, by partition
 * @param updated when it said so
 * @param reason why it waits or has failed; null while it runs
 * @param figures what it counts: late, quarantined and the like
 * @param history earlier samples, oldest first, since the dashboard was started
 */
public record QueryHealth(
        String query,
        String state,
        long batch,
        double rowsInPerSecond,
        double rowsProcessedPerSecond,
        Instant newestEvent,
        Instant watermark,
        SortedMap<String, Long> lag,
        Instant updated,
        String reason,
        SortedMap<String, Long> figures,
        List<Sample> history) {
    /** After so long without a word a query that says it runs is silent. */
    public static final Duration SILENCE = Duration.ofSeconds(90);

    /** What a sparkline shows. */
    public record Sample(Instant at, long lag, double rowsInPerSecond) {}

    public QueryHealth {
        requireNonNull(query, "query is null");
        requireNonNull(state, "state is null");
        requireNonNull(updated, "updated is null");
        lag = Collections.unmodifiableSortedMap(new TreeMap<>(lag));
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
        history = List.copyOf(history);
    }

    public long totalLag() {
        return lag.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The topic that it reads; empty where it has not named its partitions, or reads several topics. */
    public Optional<String> topic() {
        List<String> topics = lag.keySet().stream()
                .map(partition -> partition.replaceFirst("-[0-9]+$", ""))
                .distinct()
                .toList();
        return topics.size() == 1 ? Optional.of(topics.get(0)) : Optional.empty();
    }

    /** How far the watermark is behind the newest event. */
    public Optional<Duration> watermarkDelay() {
        return newestEvent == null || watermark == null
                ? Optional.empty()
                : Optional.of(Duration.between(watermark, newestEvent));
    }

    /** Its state in a word, silence included. */
    public String words(Instant now) {
        boolean works = state.equals("running") || state.equals("starting") || state.equals("stopping");
        return works && updated.plus(SILENCE).isBefore(now) ? "silent" : state;
    }

    /** Whether it does its work. */
    public boolean isWell(Instant now) {
        return List.of("running", "starting", "stopping").contains(words(now));
    }

    QueryHealth with(List<Sample> samples) {
        return new QueryHealth(
                query,
                state,
                batch,
                rowsInPerSecond,
                rowsProcessedPerSecond,
                newestEvent,
                watermark,
                lag,
                updated,
                reason,
                figures,
                samples);
    }
}
