package dev.streamflow.dashboard.panels;

/** Column names as people read them. */
public final class Words {
    private Words() {}

    /** {@code product_category} as "product category". */
    public static String of(String column) {
        return column.replace('_', ' ').strip();
    }
}
