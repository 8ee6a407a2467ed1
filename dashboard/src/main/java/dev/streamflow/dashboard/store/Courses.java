package dev.streamflow.dashboard.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The courses of one state that somebody has asked for. A state never changes, and there are only as many as its tables
 * have columns: a page of a dozen courses, over two ranges each, asks DuckDB for none of them again.
 */
final class Courses {
    private final Map<Key, Course> known = new ConcurrentHashMap<>();

    private record Key(String table, Figure figure) {}

    /** @param ask two who ask at once may both do it */
    Course of(String table, Figure figure, Supplier<Course> ask) {
        Key key = new Key(table, figure);
        Course course = known.get(key);
        if (course == null) {
            course = ask.get();
            known.put(key, course);
        }
        return course;
    }

    /** Gives their memory back: a newer state has come. */
    void forget() {
        known.clear();
    }
}
