package dev.streamflow.dashboard.view;

import java.util.List;

/**
 * What is around every page.
 *
 * @param title of the page
 * @param theme light or dark as the URL asks; empty: as the browser prefers
 * @param nav the pages
 * @param period the choice of dates; null on pages that have none
 * @param state which state of the lake this is, in words
 * @param publishedAt ISO 8601, for the script that keeps the age fresh; empty where nothing is published
 * @param number of the state, which the script compares with the newest
 * @param trouble why a newer state cannot be read; empty while all is well
 */
public record Shell(
        String title,
        String theme,
        List<Link> nav,
        List<Link> themes,
        PeriodForm period,
        String state,
        String publishedAt,
        long number,
        String trouble,
        Files files) {
    /** A choice, one of which is the present one. */
    public record Link(String name, String href, boolean current) {}

    /** URLs of what belongs to it. */
    public record Files(String style, String script, String charts, String icon) {}

    /**
     * The choice of dates and of what they are compared with.
     *
     * @param ranges 7, 30, 90 days and a month, as links
     * @param action the page itself
     * @param hidden what the form for other dates keeps
     * @param says the dates that are compared with; empty for none
     */
    public record PeriodForm(
            List<Link> ranges,
            List<Link> comparisons,
            String action,
            List<Parameter> hidden,
            String from,
            String to,
            String says) {}

    public Shell {
        nav = List.copyOf(nav);
        themes = List.copyOf(themes);
    }

    /** Around an error: there is no page to show in other colours. */
    public Shell plain() {
        return new Shell(title, theme, nav, List.of(), null, state, publishedAt, number, trouble, files);
    }
}
