package dev.streamflow.dashboard.view;

import java.util.Locale;

/** What a word or a cell is coloured as; the word itself always says it too. */
public enum Tone {
    GOOD,
    OPEN,
    WARN,
    STALE,
    MISSING,
    MUTED;

    /** The class in the style sheet. */
    public String css() {
        return "tone-" + name().toLowerCase(Locale.ROOT);
    }
}
