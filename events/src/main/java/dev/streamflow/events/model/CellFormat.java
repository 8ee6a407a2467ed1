package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How the cells of CSV files write a field's values. JSON needs none of it.
 *
 * @param missing texts that stand for a missing value beside the empty cell ({@code x-missing}); where the schema names
 *     none, those that everybody knows, and never for a text field
 * @param decimal the decimal mark, a point or a comma ({@code x-decimal}); the other one may then group thousands.
 *     Empty: a point, and nothing groups thousands
 * @param yes texts that are true beside the usual ones ({@code x-true})
 * @param no texts that are false beside the usual ones ({@code x-false})
 */
public record CellFormat(Optional<List<String>> missing, Optional<String> decimal, List<String> yes, List<String> no) {
    /** What schemas say that say nothing. */
    public static final CellFormat USUAL = new CellFormat(Optional.empty(), Optional.empty(), List.of(), List.of());

    public CellFormat {
        requireNonNull(decimal, "decimal is null");
        missing = missing.map(List::copyOf);
        yes = List.copyOf(yes);
        no = List.copyOf(no);
    }
}
