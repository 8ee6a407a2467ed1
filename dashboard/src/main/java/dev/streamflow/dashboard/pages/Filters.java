package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.store.Filter;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.dashboard.view.Address;
import java.util.ArrayList;
import java.util.List;

/** Values of dimensions that a table's page is narrowed to: {@code f.category=Toys}, {@code absent=category}. */
final class Filters {
    static final String PREFIX = "f.";
    static final String ABSENT = "absent";
    private static final int MOST = 8;

    private Filters() {}

    /** @throws dev.streamflow.dashboard.store.BadQuestionException if the table has no such column */
    static List<Filter> of(Table table, Address address) {
        List<Filter> filters = new ArrayList<>();
        address.parameters().forEach((name, value) -> {
            if (name.startsWith(PREFIX) && filters.size() < MOST) {
                filters.add(
                        new Filter(table.column(name.substring(PREFIX.length())).name(), value));
            }
        });
        address.value(ABSENT)
                .ifPresent(name -> filters.add(new Filter(table.column(name).name(), null)));
        return filters;
    }

    /** The page narrowed to one value more. */
    static Address narrowed(Address address, String column, String value) {
        Address first = address.without("page");
        return value == null ? first.with(ABSENT, column) : first.with(PREFIX + column, value);
    }

    /** The page without that filter. */
    static Address widened(Address address, Filter filter) {
        Address first = address.without("page");
        return filter.value() == null ? first.without(ABSENT) : first.without(PREFIX + filter.column());
    }

    /** A value for people: one that is absent, or empty, has a name too. */
    static String name(String value) {
        if (value == null) {
            return "(absent)";
        }
        return value.isBlank() ? "(empty)" : value;
    }
}
