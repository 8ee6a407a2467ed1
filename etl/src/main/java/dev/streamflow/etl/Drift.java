package dev.streamflow.etl;

import dev.streamflow.etl.lake.Audit;
import dev.streamflow.etl.lake.DateReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Sudden drops and jumps: figures of a date that are far from the mean of those of the seven days before that are published. */
final class Drift {
    private static final int DAYS = 7;
    /** Fewer days before say nothing of what is usual. */
    private static final int FEWEST = 3;

    private final BigDecimal threshold;

    /** @param threshold the share of the mean that a figure may differ by: 0.5 is half of it */
    Drift(BigDecimal threshold) {
        this.threshold = threshold;
    }

    /**
     * The figures of the date that differ by more.
     *
     * @param published what was made of a date, null of one that is not published
     */
    List<Audit> of(DateReport report, Function<LocalDate, DateReport> published) {
        List<Map<String, BigDecimal>> before = LongStream.rangeClosed(1, DAYS)
                .mapToObj(days -> published.apply(report.date().minusDays(days)))
                .filter(Objects::nonNull)
                .map(Drift::figures)
                .toList();
        List<Audit> warnings = new ArrayList<>();
        figures(report).forEach((name, found) -> {
            List<BigDecimal> values = before.stream()
                    .map(figures -> figures.get(name))
                    .filter(Objects::nonNull)
                    .toList();
            if (values.size() >= FEWEST) {
                BigDecimal mean = values.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(values.size()), found.scale(), RoundingMode.HALF_UP);
                if (found.subtract(mean).abs().compareTo(mean.multiply(threshold)) > 0) {
                    warnings.add(new Audit(
                            "within " + threshold.toPlainString() + " of the mean of the " + values.size()
                                    + " dates published in the week before",
                            name,
                            mean.toPlainString(),
                            found.toPlainString()));
                }
            }
        });
        return warnings;
    }

    private static Map<String, BigDecimal> figures(DateReport report) {
        Map<String, BigDecimal> figures = new TreeMap<>();
        report.topics().forEach(topic -> figures.put(topic.topic(), BigDecimal.valueOf(topic.clean())));
        if (report.revenue() != null) {
            figures.put("revenue", report.revenue());
        }
        return figures;
    }
}
