package dev.streamflow.csv;

import java.io.IOException;

/** What makes a file unusable, in words for a person, without the file's name. */
public final class InputFault extends IOException {
    private final String remedy;

    /** @param remedy {@code null} where there is nothing to add */
    public InputFault(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    /** What to do about it; {@code null} where there is nothing to add. */
    public String remedy() {
        return remedy;
    }
}
