package dev.streamflow.dashboard.view;

import java.util.List;

/**
 * "Explain this number": from Kafka's offsets to the rows of gold.
 *
 * @param command what computes it, where that has to be done; empty where it has not
 * @param previous and {@code next}: the dates around it
 * @param figures the figures of the date, with where they are shown
 */
public record DatePage(
        String date,
        String weekday,
        String status,
        Tone tone,
        String why,
        String command,
        String previous,
        String next,
        List<Named> figures,
        List<Landing> landing,
        List<Sum> sums,
        List<TableRows> tables,
        List<Run> runs) {
    /** A name and what belongs to it. */
    public record Named(String name, String value, String href) {}

    /** A run of landing, as a whole. */
    public record Landing(
            String topic,
            String run,
            String at,
            List<Part> partitions,
            String read,
            String landed,
            String rejected,
            String tombstones,
            String ofDate) {}

    /** Offsets of a partition, both ends included. */
    public record Part(String partition, String first, String last, String read) {}

    /** An equation with both sides. */
    public record Sum(String of, String name, String left, List<Named> terms, String right, boolean holds) {}

    /** Rows of a gold table, as the ledger says and as they are loaded. */
    public record TableRows(String table, String href, String ledger, String loaded, boolean holds) {}

    /**
     * A run that published the date.
     *
     * @param renewed dates that were published with it because they look back on it
     */
    public record Run(
            String publication,
            String id,
            String at,
            String took,
            String batch,
            String code,
            List<Named> parameters,
            List<Check> audits,
            List<Check> warnings,
            List<Named> renewed) {}

    /** Two figures that should be equal. */
    public record Check(String check, String of, String expected, String found, boolean passed) {}

    public DatePage {
        figures = List.copyOf(figures);
        landing = List.copyOf(landing);
        sums = List.copyOf(sums);
        tables = List.copyOf(tables);
        runs = List.copyOf(runs);
    }
}
