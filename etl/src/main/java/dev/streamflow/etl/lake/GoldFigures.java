package dev.streamflow.etl.lake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was counted while rows of a gold table were written. It lies beside each file until the table is published, so
 * it is of the task whose files were taken, however often tasks were tried.
 *
 * @param keys that differ
 * @param nulls rows that lack a value
 * @param revenue the sum
 * @param csv rows of the CSV file, as read back
 * @param repeated some keys that were there before
 * @param incomplete some keys of rows that lack a value
 */
public record GoldFigures(
        long keys, long nulls, BigDecimal revenue, long csv, List<String> repeated, List<String> incomplete) {
    /** Of a date without rows. */
    public static final GoldFigures NONE = new GoldFigures(0, 0, BigDecimal.ZERO.setScale(2), 0, List.of(), List.of());

    static final int SHOWN = 5;
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    public GoldFigures {
        requireNonNull(revenue, "revenue is null");
        repeated = List.copyOf(repeated);
        incomplete = List.copyOf(incomplete);
    }

    GoldFigures and(GoldFigures next) {
        return new GoldFigures(
                keys + next.keys,
                nulls + next.nulls,
                revenue.add(next.revenue),
                csv + next.csv,
                some(repeated, next.repeated),
                some(incomplete, next.incomplete));
    }

    private static List<String> some(List<String> first, List<String> more) {
        return Stream.concat(first.stream(), more.stream())
                .distinct()
                .limit(SHOWN)
                .toList();
    }
}
