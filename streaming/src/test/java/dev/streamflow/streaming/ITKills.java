package dev.streamflow.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.streaming.enrich.KilledEnrich;
import dev.streamflow.streaming.load.KilledLoad;
import dev.streamflow.streaming.purchases.KilledPurchases;
import dev.streamflow.streaming.windows.KilledWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All four queries, killed at any moment again and again while records and files come in and readers poll:
 * {@code -Dlive.kills=50}. What they make is what it would have been without.
 */
class ITKills {
    private static final int KILLS = Integer.getInteger("live.kills", 2);
    private static final long SEED = Long.getLong("live.seed", 23);
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);
    private static final int LATEST_MILLIS = 4_000;
    private static final int TICK_MILLIS = 50;
    /** A reader that never waits would take a core from those that write. */
    private static final int TICKS_OF_A_LOOK = 4;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final List<KilledQuery> queries = new ArrayList<>();
    private CommandsJvm jvm;
    private int ticks;

    @AfterEach
    void end() throws Exception {
        if (jvm != null) {
            jvm.end();
        }
        for (KilledQuery query : queries) {
            query.close();
        }
    }

    @Test
    void whateverIsKilledIsMadeOnce() throws Exception {
        queries.add(new KilledWindows(folder));
        queries.add(new KilledPurchases(folder));
        queries.add(new KilledLoad(folder));
        queries.add(new KilledEnrich(folder));
        jvm = new CommandsJvm(folder, queries.stream().map(this::command).toList());
        for (int kill = 0; kill < KILLS; kill++) {
            killAtSomeMoment(kill);
            if (kill % 3 == 1) {
                takeBackCommits();
            }
        }
        jvm.start();
        for (KilledQuery query : queries) {
            awaitDone(query);
        }
        assertThat(jvm.stop().waitFor(3, TimeUnit.MINUTES)).as(jvm::log).isTrue();
        assertThat(states()).as(jvm::log).containsExactly("stopped", "stopped", "stopped", "stopped");
        for (KilledQuery query : queries) {
            query.verify();
        }
    }

    private List<String> command(KilledQuery query) {
        List<String> all = new ArrayList<>(query.command());
        all.addAll(List.of("--live", live().toString(), "--schemas", "../schemas"));
        return all;
    }

    private Path live() {
        return folder.resolve("live");
    }

    /**
     * Somewhere between their first steps and some batches: the first time all of them have made something, later some
     * of them.
     */
    private void killAtSomeMoment(int kill) throws Exception {
        Map<KilledQuery, Long> before = new LinkedHashMap<>();
        for (KilledQuery query : queries) {
            if (kill == 0 || random.nextBoolean()) {
                before.put(query, query.made());
            }
        }
        jvm.start();
        until(() -> {
            feed();
            for (Map.Entry<KilledQuery, Long> made : before.entrySet()) {
                if (made.getKey().made() <= made.getValue()) {
                    return false;
                }
            }
            return true;
        });
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_MILLIS));
        until(() -> {
            feed();
            return System.nanoTime() > end;
        });
        jvm.kill();
    }

    /** As long as it makes more: how much is left depends on how long all the starts have taken. */
    private void awaitDone(KilledQuery query) throws Exception {
        while (!query.isDone()) {
            long before = query.made();
            until(() -> query.isDone() || query.made() > before);
        }
    }

    private void feed() throws Exception {
        for (KilledQuery query : queries) {
            query.feed();
        }
    }

    /** Readers look meanwhile. */
    private void until(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.call()) {
            assertThat(jvm.isAlive()).as(jvm::log).isTrue();
            assertThat(System.nanoTime()).as(jvm::log).isLessThan(deadline);
            if (ticks++ % TICKS_OF_A_LOOK == 0) {
                for (KilledQuery query : queries) {
                    query.read();
                }
            }
            Thread.sleep(TICK_MILLIS);
        }
    }

    /** As if it was killed between the end of a batch and Spark's note of it. */
    private void takeBackCommits() throws IOException {
        for (Path query : folders(live())) {
            Path commits = query.resolve("checkpoint/commits");
            OptionalLong newest = newest(commits);
            if (newest.isPresent() && newest.equals(newest(query.resolve("checkpoint/offsets")))) {
                Files.delete(commits.resolve(Long.toString(newest.getAsLong())));
            }
        }
    }

    private static OptionalLong newest(Path log) throws IOException {
        if (!Files.isDirectory(log)) {
            return OptionalLong.empty();
        }
        try (Stream<Path> files = Files.list(log)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+"))
                    .mapToLong(Long::parseLong)
                    .max();
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    private List<String> states() throws IOException {
        List<String> states = new ArrayList<>();
        for (Path query : folders(live())) {
            states.add(new ObjectMapper()
                    .readTree(query.resolve("status.json").toFile())
                    .path("state")
                    .asText());
        }
        return states;
    }
}
