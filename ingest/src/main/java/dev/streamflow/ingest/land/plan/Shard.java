package dev.streamflow.ingest.land.plan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** One of {@code count} processes that land a topic together: partition p belongs to number {@code p % count + 1}. */
public record Shard(int number, int count) {
    public static final Shard ALL = new Shard(1, 1);
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    public Shard {
        if (count < 1 || number < 1 || number > count) {
            throw new IllegalArgumentException(number + "/" + count + " is no shard such as 1/2 or 2/2");
        }
    }

    /** @throws IllegalArgumentException if it does not read like {@code 1/2} */
    public static Shard parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " is no shard such as 1/2 or 2/2");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Those of a topic's partitions that belong to it. */
    public List<Integer> of(int partitions) {
        return IntStream.range(0, partitions)
                .filter(partition -> partition % count == number - 1)
                .boxed()
                .toList();
    }
}
