package dev.streamflow.dashboard.lake;

/** How far the published figures of an event date can be relied on; what is worse comes later. */
public enum DateStatus {
    /** Published, without a warning, and all that has landed is in it. */
    COMPLETE("complete"),
    /** Published, but records of it may still be on their way: no landing has covered its end yet. */
    OPEN("not over yet"),
    /** Published with a warning. */
    WARNING("warning"),
    /** More has landed since. */
    STALE("out of date"),
    /** Not published, though records have landed or dates around it are. */
    MISSING("missing"),
    /** Deleted by retention. */
    RETAINED("deleted by retention");

    private final String words;

    DateStatus(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
