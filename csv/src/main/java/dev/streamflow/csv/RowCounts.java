package dev.streamflow.csv;

import java.util.Map;

/**
 * What was read. Every row is sent, so {@code rows} equals the records sent unless the replay was stopped or failed.
 *
 * @param misshapen rows that are no event: sent as they stand, and rejected by landing with their bytes
 * @param untimed rows without a readable event time, those that are misshapen among them; sent with the time stamp of
 *     the row before
 * @param blankLines lines without anything or with nothing but separators, which are no rows
 * @param commentLines lines that begin with the comment character, which are no rows
 * @param reasons why rows are misshapen, and how many: {@code cells}, {@code quotes}, {@code encoding} or landing's
 *     reason
 * @param mistyped cells by field that are not of its type, such as {@code 2,6} for a number: sent as text, and their
 *     rows quarantined by the ETL
 * @param missing how often each text stood for a missing value though the schema does not name it
 */
public record RowCounts(
        long rows,
        long misshapen,
        long untimed,
        long blankLines,
        long commentLines,
        Map<String, Long> reasons,
        Map<String, Long> mistyped,
        Map<String, Long> missing) {
    public static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of());

    public RowCounts {
        reasons = Sums.copy(reasons);
        mistyped = Sums.copy(mistyped);
        missing = Sums.copy(missing);
    }

    public RowCounts plus(RowCounts other) {
        return new RowCounts(
                rows + other.rows,
                misshapen + other.misshapen,
                untimed + other.untimed,
                blankLines + other.blankLines,
                commentLines + other.commentLines,
                Sums.plus(reasons, other.reasons),
                Sums.plus(mistyped, other.mistyped),
                Sums.plus(missing, other.missing));
    }
}
