package dev.streamflow.etl.audit;

import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.LakeState;
import dev.streamflow.etl.ledger.PublishedDate;
import dev.streamflow.etl.silver.Silver;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Sudden drops and jumps: figures of a date that are far from the mean of those of the seven days before that are published. A
 * figure that the week had and the day lacks is 0; one that is new is compared with the days since it is there.
 */
public final class DriftCheck {
    private static final String REVENUE = "revenue";
    private static final int DAYS = 7;
    /** Fewer days before say nothing of how much is usual; but of something becoming nothing, one day says enough. */
    private static final int FEWEST = 3;

    private final BigDecimal threshold;

    /** @param threshold the share of the mean that a figure may differ by: 0.5 is half of it */
    public DriftCheck(BigDecimal threshold) {
        this.threshold = threshold;
    }

    /**
     * The figures of the date that differ by more.
     *
     * @param topics those whose figures of the date are known; of others, what is absent may just not be computed yet
     */
    public List<Audit> of(LocalDate date, Set<String> topics, LakeState published) {
        Map<String, BigDecimal> found = figures(published.date(date));
        // Oldest first.
        List<Map<String, BigDecimal>> before = LongStream.rangeClosed(1, DAYS)
                .mapToObj(days -> date.minusDays(DAYS + 1 - days))
                .filter(day -> published.dates().containsKey(day))
                .map(day -> figures(published.date(day)))
                .toList();
        TreeSet<String> names = before.stream()
                .flatMap(figures -> figures.keySet().stream())
                .filter(name -> topics.contains(name.equals(REVENUE) ? Silver.TRANSACTIONS : name))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Audit> warnings = new ArrayList<>();
        for (String name : names) {
            List<BigDecimal> values = before.stream()
                    .dropWhile(figures -> !figures.containsKey(name))
                    .map(figures -> figures.getOrDefault(name, BigDecimal.ZERO))
                    .toList();
            compare(name, values, found.getOrDefault(name, BigDecimal.ZERO), warnings);
        }
        return warnings;
    }

    private void compare(String name, List<BigDecimal> before, BigDecimal found, List<Audit> warnings) {
        if (before.size() < FEWEST && found.signum() != 0) {
            return;
        }
        int scale = before.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        BigDecimal mean = before.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(before.size()), scale, RoundingMode.HALF_UP);
        if (found.subtract(mean).abs().compareTo(mean.multiply(threshold)) > 0) {
            String days = before.size() == 1 ? "1 date" : before.size() + " dates";
            warnings.add(new Audit(
                    "within " + threshold.toPlainString() + " of the mean of the " + days
                            + " published in the week before",
                    name,
                    mean.toPlainString(),
                    found.toPlainString()));
        }
    }

    /** What is 0 is not there: a topic that sends nothing. */
    private static Map<String, BigDecimal> figures(PublishedDate date) {
        Map<String, BigDecimal> figures = new TreeMap<>();
        date.topics().forEach((topic, published) -> figures.put(topic, BigDecimal.valueOf(published.clean())));
        if (date.revenue() != null) {
            figures.put(REVENUE, date.revenue());
        }
        figures.values().removeIf(figure -> figure.signum() == 0);
        return figures;
    }
}
