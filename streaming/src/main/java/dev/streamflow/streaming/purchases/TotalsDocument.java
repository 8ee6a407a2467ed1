package dev.streamflow.streaming.purchases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The totals after a batch as they are kept: JSON.
 *
 * @param version of this form
 * @param query the id that Spark has given the query
 * @param detailedFrom null where every date has entries of its own
 */
record TotalsDocument(
        int version,
        String query,
        long batch,
        LocalDate detailedFrom,
        long read,
        long duplicates,
        long quarantined,
        long tombstones,
        Map<String, Long> reasons,
        List<Entry> entries) {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** @param date null for the dates before {@code detailedFrom} */
    record Entry(LocalDate date, String category, long transactions, BigDecimal amount) {}

    TotalsDocument {
        requireNonNull(query, "query is null");
        reasons = Map.copyOf(reasons);
        entries = List.copyOf(entries);
    }

    static TotalsDocument of(String query, long batch, Totals totals) {
        List<Entry> entries = new ArrayList<>();
        totals.dates()
                .forEach((date, categories) -> categories.forEach((category, tally) ->
                        entries.add(new Entry(orNull(date), category, tally.transactions(), tally.amount()))));
        return new TotalsDocument(
                VERSION,
                query,
                batch,
                orNull(totals.detailedFrom()),
                totals.read(),
                totals.duplicates(),
                totals.quarantined(),
                totals.tombstones(),
                totals.reasons(),
                entries);
    }

    private static LocalDate orNull(LocalDate date) {
        return date.equals(Totals.EARLIER) ? null : date;
    }

    Totals totals(Totals.Limits limits) {
        SortedMap<LocalDate, SortedMap<String, Tally>> dates = new TreeMap<>();
        for (Entry entry : entries) {
            dates.computeIfAbsent(orEarlier(entry.date()), date -> new TreeMap<>(BatchSummary.BY_NAME))
                    .put(entry.category(), new Tally(entry.transactions(), entry.amount()));
        }
        return new Totals(
                dates,
                orEarlier(detailedFrom),
                read,
                duplicates,
                quarantined,
                tombstones,
                new TreeMap<>(reasons),
                limits);
    }

    private static LocalDate orEarlier(LocalDate date) {
        return date == null ? Totals.EARLIER : date;
    }

    byte[] json() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    /** @throws IOException if it is not one of this version */
    static TotalsDocument read(byte[] json) throws IOException {
        TotalsDocument document = JSON.readValue(json, TotalsDocument.class);
        if (document == null || document.version() != VERSION) {
            throw new IOException("it is not of version " + VERSION);
        }
        return document;
    }
}
