package dev.streamflow.events.reading;

import java.util.List;

/** A schema file that cannot be used, with every fault it has. */
public final class InvalidSchemaException extends RuntimeException {
    private final List<String> faults;

    /** @param faults one line each, {@code <file>#<JSON pointer>: <what is wrong and what would be right>} */
    public InvalidSchemaException(String file, List<String> faults) {
        super("Cannot use schema " + file + ": " + faults.size() + (faults.size() == 1 ? " fault" : " faults") + "\n  "
                + String.join("\n  ", faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
