package dev.streamflow.dashboard.web;

/** Shows a person what went wrong, as HTML. */
public interface ErrorPage {
    /**
     * A page.
     *
     * @param sentence what is wrong and what to do
     */
    String html(int status, String sentence);
}
