package dev.streamflow.streaming.enrich;

import dev.streamflow.streaming.query.GroupOffsets;
import dev.streamflow.streaming.query.LiveJob;
import dev.streamflow.streaming.query.LiveProgress;
import dev.streamflow.streaming.query.QueryIdentity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** The query of {@code enrich}. */
final class EnrichJob implements LiveJob {
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final QueryIdentity identity;
    private final Supplier<DataStreamWriter<Row>> query;
    private final Duration interval;
    private final EnrichProgress progress;
    private final GroupOffsets group;

    /** @param interval how long a batch takes at most */
    EnrichJob(
            QueryIdentity identity,
            Supplier<DataStreamWriter<Row>> query,
            Duration interval,
            EnrichProgress progress,
            GroupOffsets group) {
        this.identity = identity;
        this.query = query;
        this.interval = interval;
        this.progress = progress;
        this.group = group;
    }

    @Override
    public QueryIdentity identity() {
        return identity;
    }

    @Override
    public DataStreamWriter<Row> writer() {
        return query.get();
    }

    @Override
    public Map<String, Object> figures(StreamingQueryProgress batch) {
        return progress.now().map(LiveProgress::figures).orElseGet(LinkedHashMap::new);
    }

    @Override
    public Optional<LiveProgress> progress() {
        return progress.now();
    }

    @Override
    public boolean stopsWithinBatch() {
        return true;
    }

    @Override
    public Duration silence() {
        return interval.plus(MARGIN);
    }

    @Override
    public Optional<GroupOffsets> group() {
        return Optional.of(group);
    }
}
