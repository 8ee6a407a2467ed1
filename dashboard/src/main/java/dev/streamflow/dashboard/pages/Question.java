package dev.streamflow.dashboard.pages;

import static java.util.Objects.requireNonNull;

import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.store.Comparison;
import dev.streamflow.dashboard.store.Range;
import dev.streamflow.dashboard.store.View;
import dev.streamflow.dashboard.view.Address;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A page that is asked for: which one, of which dates, and the one state of the lake that all its figures come from.
 */
record Question(View view, Address address, Period period) {
    private static final String[] KEPT = {Period.RANGE, Period.FROM, Period.TO, Period.COMPARE, "theme"};

    Question {
        requireNonNull(view, "view is null");
        requireNonNull(address, "address is null");
        requireNonNull(period, "period is null");
    }

    static Question of(View view, Address address) {
        return new Question(view, address, Period.of(view.lake(), address));
    }

    LakeState lake() {
        return view.lake();
    }

    Range range() {
        return period.range();
    }

    Comparison comparison() {
        return period.comparison();
    }

    /** Another page about the same dates. */
    Address to(String... segments) {
        return address.to(Address.path(segments), KEPT);
    }

    /** The page that explains a date. */
    String dateHref(LocalDate date) {
        return to("dates", date.toString()).href();
    }

    String tableHref(String table, String anchor) {
        return to("tables", table).href() + (anchor.isEmpty() ? "" : "#" + anchor);
    }

    boolean has(String table) {
        return view.tables().stream().anyMatch(one -> one.name().equals(table));
    }

    /** How many dates of a range are published. */
    long published(Range some) {
        return some.dates().stream()
                .map(lake()::date)
                .flatMap(Optional::stream)
                .filter(DateState::isPublished)
                .count();
    }

    /** What the range may be compared with: one that has about as many dates with figures. */
    Optional<Range> comparable() {
        return period.before().filter(before -> {
            long then = published(before);
            long now = published(range());
            return then * 10 >= now * 9 && now * 10 >= then * 9;
        });
    }

    /** Why nothing is compared, though somebody has asked for it; empty where it is, or nobody has. */
    String incomparable() {
        return period.before()
                .filter(before -> comparable().isEmpty())
                .map(before -> published(before) + " of " + before.days() + " dates to compare with")
                .orElse("");
    }

    /** The states of the dates of the range that the lake knows, ascending. */
    List<DateState> states() {
        return range().dates().stream()
                .map(lake()::date)
                .flatMap(Optional::stream)
                .toList();
    }
}
