package dev.streamflow.dashboard.live;

import static java.util.Objects.requireNonNull;

import dev.streamflow.dashboard.lake.DateStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An event date (UTC) as a live query has counted it, and as batch has published it.
 *
 * @param since the first quarter of an hour of the date that the query has
 * @param live each of the query's figures, in their order; null where no event has a value
 * @param status null where batch knows nothing of the date
 * @param batch the same figures of gold, of which one that gold has not is null; empty before the date is published
 */
public record LiveDay(LocalDate date, Instant since, List<BigDecimal> live, DateStatus status, List<BigDecimal> batch) {
    public LiveDay {
        requireNonNull(date, "date is null");
        requireNonNull(since, "since is null");
        live = Collections.unmodifiableList(new ArrayList<>(live));
        batch = Collections.unmodifiableList(new ArrayList<>(batch));
    }

    public boolean isPublished() {
        return !batch.isEmpty();
    }

    LiveDay published(DateStatus as, List<BigDecimal> figures) {
        return new LiveDay(date, since, live, as, figures);
    }
}
