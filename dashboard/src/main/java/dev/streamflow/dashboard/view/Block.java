package dev.streamflow.dashboard.view;

/** What a page is made of: each kind has a template of its own. */
public sealed interface Block permits Chart, Leaders, Heat, Calendar, Bars {
    /** Its anchor. */
    String id();

    String title();
}
