package dev.streamflow.streaming.load;

import java.util.Optional;

/** The database of a load, and what keeps it usable. */
interface LoadTarget {
    Database database();

    /**
     * Makes what is missing, before the query starts and before it starts again after an outage.
     *
     * @throws UnavailableException if the database does not answer
     */
    void prepare();

    /** Why the database does not answer; empty where it does. Asked every few seconds. */
    Optional<String> outage();
}
