package dev.streamflow.dashboard.view;

import java.util.List;

/**
 * The largest values of a dimension.
 *
 * @param figure what the figures are, for the table's head
 * @param compared whether there is a range to compare with
 * @param search the name of the search field's parameter; null where everything is shown
 * @param searched what was searched for
 * @param hidden the other parameters of the page, which the search keeps
 */
public record Leaders(
        String id,
        String title,
        String note,
        String figure,
        boolean compared,
        List<Row> rows,
        String search,
        String searched,
        List<Parameter> hidden)
        implements Block {
    /**
     * A value.
     *
     * @param href of the page with this value alone
     * @param width of its bar, 0 to 100
     */
    public record Row(
            String rank, String label, String href, String figure, String share, String change, String width) {}

    public Leaders {
        rows = List.copyOf(rows);
        hidden = List.copyOf(hidden);
    }
}
