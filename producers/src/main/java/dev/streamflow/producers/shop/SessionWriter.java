package dev.streamflow.producers.shop;

import dev.streamflow.producers.event.Event;

/** What one topic sees of a session. */
interface SessionWriter {
    /** How many events the session has in this topic. */
    int count(SessionPlan plan);

    /** Writes event {@code index} of the session; called in order, from 0. */
    void write(Session session, int index, Event event);
}
