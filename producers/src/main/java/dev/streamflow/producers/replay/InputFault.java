package dev.streamflow.producers.replay;

import java.io.IOException;

/** What makes a file unusable, in words for a person, without the file's name. */
final class InputFault extends IOException {
    private final String remedy;

    /** @param remedy {@code null} where there is nothing to add */
    InputFault(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
