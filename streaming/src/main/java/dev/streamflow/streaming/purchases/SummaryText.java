package dev.streamflow.streaming.purchases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** A batch and the totals after it as people read them. Times are UTC. */
record SummaryText(String amount, String by, int width) {
    private static final int MOST_DATES = 7;
    private static final int MOST_CATEGORIES = 12;
    private static final int MOST_REASONS = 5;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Lines of it, none wider than {@code width} as far as numbers allow. */
    List<String> lines(BatchSummary batch, Totals totals) {
        List<String> lines = new ArrayList<>();
        lines.add("=".repeat(width));
        lines.add(TextWidth.cut("DAILY AGGREGATION SUMMARY at " + TIME.format(batch.timestamp()) + " UTC", width));
        lines.addAll(daily(batch, totals));
        lines.add("BATCH DETAILS");
        details(batch).forEach(line -> lines.addAll(folded(line)));
        lines.add("CATEGORY BREAKDOWN");
        lines.addAll(categories(batch, totals));
        lines.addAll(running(totals));
        return lines;
    }

    private List<String> daily(BatchSummary batch, Totals totals) {
        List<LocalDate> dates = batch.dates();
        List<LocalDate> shown = dates.subList(Math.max(0, dates.size() - MOST_DATES), dates.size());
        ConsoleTable table = new ConsoleTable("date", "daily total", "running total", "transactions");
        for (LocalDate date : shown) {
            Tally daily = totals.of(date);
            String name = date.isBefore(totals.detailedFrom()) ? "before " + totals.detailedFrom() : date.toString();
            table.row(name, money(daily.amount()), money(totals.until(date).amount()), number(daily.transactions()));
        }
        List<String> lines = new ArrayList<>(shown.isEmpty() ? List.of() : table.lines(width));
        if (shown.isEmpty()) {
            lines.add("  no transaction in this batch");
        } else if (dates.size() > shown.size()) {
            lines.addAll(folded("and " + (dates.size() - shown.size()) + " earlier dates"));
        }
        return lines;
    }

    private List<String> details(BatchSummary batch) {
        Tally counted = batch.counted();
        List<String> lines = new ArrayList<>();
        lines.add("batch " + batch.batch() + ": read " + number(batch.read()) + " = counted "
                + number(counted.transactions()) + " + duplicates " + number(batch.duplicates()) + " + quarantined "
                + number(batch.quarantined()) + " + tombstones " + number(batch.tombstones()));
        if (batch.smallest() != null) {
            lines.add(amount + " " + money(counted.amount()) + ", from " + money(batch.smallest()) + " to "
                    + money(batch.largest()) + ", mean " + money(mean(counted)));
        }
        if (batch.first() != null) {
            lines.add("events from " + time(batch.first()) + " to " + time(batch.last()));
        }
        if (!batch.reasons().isEmpty()) {
            lines.add("quarantined for " + reasons(batch.reasons()));
        }
        return lines;
    }

    private static BigDecimal mean(Tally tally) {
        int scale = Math.max(2, tally.amount().scale());
        return tally.amount().divide(BigDecimal.valueOf(tally.transactions()), scale, RoundingMode.HALF_UP);
    }

    private static String reasons(SortedMap<String, Long> reasons) {
        List<String> most = reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_REASONS)
                .map(entry -> TextWidth.plain(entry.getKey()) + " " + number(entry.getValue()))
                .toList();
        int more = reasons.size() - most.size();
        return String.join(", ", most) + (more == 0 ? "" : " and " + more + " more reasons");
    }

    private List<String> categories(BatchSummary batch, Totals totals) {
        Map<String, Tally> all = totals.categories();
        List<Map.Entry<String, Tally>> largest = batch.categories().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Tally> entry) ->
                                entry.getValue().amount())
                        .reversed())
                .toList();
        ConsoleTable table = new ConsoleTable(TextWidth.plain(by), "transactions", "this batch", "so far");
        largest.stream()
                .limit(MOST_CATEGORIES)
                .forEach(entry -> table.row(
                        entry.getKey() == null ? "(none)" : TextWidth.plain(entry.getKey()),
                        number(entry.getValue().transactions()),
                        money(entry.getValue().amount()),
                        money(all.getOrDefault(totals.named(entry.getKey()), Tally.NONE)
                                .amount())));
        List<String> lines = new ArrayList<>(largest.isEmpty() ? List.of() : table.lines(width));
        if (largest.size() > MOST_CATEGORIES) {
            lines.addAll(folded("and " + number(largest.size() - MOST_CATEGORIES) + " more"));
        }
        return lines;
    }

    private List<String> running(Totals totals) {
        Tally running = totals.running();
        String text =
                "RUNNING TOTAL " + money(running.amount()) + " of " + number(running.transactions()) + " transactions";
        return TextWidth.of(text) <= width
                ? List.of(text)
                : List.of(
                        "RUNNING TOTAL",
                        "  " + money(running.amount()),
                        "  " + number(running.transactions()) + " transactions");
    }

    /** A sentence on as many lines as it takes. */
    private List<String> folded(String sentence) {
        List<String> lines = new ArrayList<>();
        String line = " ";
        for (String word : sentence.split(" ", -1)) {
            if (TextWidth.of(line) + 1 + TextWidth.of(word) > width && !line.isBlank()) {
                lines.add(line);
                line = "   ";
            }
            line += " " + word;
        }
        lines.add(line);
        return lines;
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }

    /** {@code 12,345.60}: exact, with two decimals at least. */
    static String money(BigDecimal amount) {
        BigDecimal plain = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
        BigDecimal shown = plain.setScale(Math.max(2, plain.scale()));
        return String.format(Locale.ROOT, "%,." + shown.scale() + "f", shown);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
