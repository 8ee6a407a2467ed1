package dev.streamflow.etl.lake;

import java.util.Locale;

/** The parts of the lake that hold tables. */
public enum Zone {
    /** Clean rows, typed and deduplicated. */
    SILVER,
    /** What is not clean: raw value, coordinates, every reason. */
    QUARANTINE,
    /** What people read. */
    GOLD;

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
