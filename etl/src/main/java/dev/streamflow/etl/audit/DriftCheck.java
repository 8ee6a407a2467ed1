package dev.streamflow.etl.audit;

import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport;
import dev.streamflow.etl.ledger.LakeState;
import dev.streamflow.etl.ledger.PublishedDate;
import dev.streamflow.etl.silver.Silver;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Warns of sudden drops and jumps: figures of a date that are far from their mean over the published dates of the week
 * before. A figure that the week had and the date lacks counts as 0; a new one is compared with the days since it first
 * appeared.
 */
public final class DriftCheck {
    private static final String REVENUE = DateReport.REVENUE;
    private static final int DAYS = 7;
    /** Fewer days make no mean to compare with; only a figure that drops to 0 is reported after a single day. */
    private static final int FEWEST = 3;

    private final BigDecimal threshold;

    /** @param threshold the share of the mean that a figure may differ by: 0.5 is half of it */
    public DriftCheck(BigDecimal threshold) {
        this.threshold = threshold;
    }

    /** The dates whose figures are looked at for these: they, and the week before. */
    public static List<LocalDate> looksAt(Collection<LocalDate> dates) {
        return dates.stream()
                .flatMap(date -> date.minusDays(DAYS).datesUntil(date.plusDays(1)))
                .distinct()
                .toList();
    }

    /**
     * The figures of the date that differ by more.
     *
     * @param topics that were read; other topics may be absent only because they are not computed yet
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

    /** Without zeros: a topic that sends nothing has no figures. */
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
