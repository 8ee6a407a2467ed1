package dev.streamflow.etl.landing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.SortedSet;
import java.util.TreeSet;

/** Numbers of landing runs; as text, and so in documents, {@code 1-3,7}. */
public record RunNumbers(SortedSet<Long> numbers) {
    /** No run. */
    public static final RunNumbers NONE = new RunNumbers(new TreeSet<>());

    public RunNumbers {
        numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
    }

    public static RunNumbers of(Collection<Long> numbers) {
        return new RunNumbers(new TreeSet<>(numbers));
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is something else
     */
    @JsonCreator
    public static RunNumbers parse(String text) {
        SortedSet<Long> numbers = new TreeSet<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] ends = part.split("-", 2);
            long last = Long.parseLong(ends[ends.length - 1]);
            for (long number = Long.parseLong(ends[0]); number <= last; number++) {
                numbers.add(number);
            }
        }
        return new RunNumbers(numbers);
    }

    public RunNumbers with(long number) {
        SortedSet<Long> all = new TreeSet<>(numbers);
        all.add(number);
        return new RunNumbers(all);
    }

    public RunNumbers and(RunNumbers others) {
        SortedSet<Long> all = new TreeSet<>(numbers);
        all.addAll(others.numbers);
        return new RunNumbers(all);
    }

    public RunNumbers without(RunNumbers others) {
        SortedSet<Long> rest = new TreeSet<>(numbers);
        rest.removeAll(others.numbers);
        return new RunNumbers(rest);
    }

    public boolean isEmpty() {
        return numbers.isEmpty();
    }

    @JsonValue
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        Iterator<Long> rest = numbers.iterator();
        Long next = rest.hasNext() ? rest.next() : null;
        while (next != null) {
            long first = next;
            long last = first;
            next = rest.hasNext() ? rest.next() : null;
            while (next != null && next == last + 1) {
                last = next;
                next = rest.hasNext() ? rest.next() : null;
            }
            text.append(text.isEmpty() ? "" : ",").append(first).append(first == last ? "" : "-" + last);
        }
        return text.toString();
    }
}
