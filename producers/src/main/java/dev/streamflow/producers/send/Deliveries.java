package dev.streamflow.producers.send;

import org.apache.kafka.common.KafkaException;

/** What became of the records sent, numbered from 1. Told by the producer's thread, asked by the sending one. */
public final class Deliveries {
    private long delivered;
    private long firstFailed;
    private long culprit;
    private Exception failure;

    /** @param problem {@code null} where all replicas have it */
    synchronized void ended(long number, Exception problem) {
        if (problem == null) {
            delivered++;
            return;
        }
        firstFailed = firstFailed == 0 ? number : Math.min(firstFailed, number);
        // Of a batch that is refused for one record, the others get a plain KafkaException.
        boolean isPlain = problem.getClass() == KafkaException.class;
        if (failure == null || (failure.getClass() == KafkaException.class && !isPlain)) {
            culprit = number;
            failure = problem;
        }
    }

    synchronized boolean failed() {
        return failure != null;
    }

    /** How many have arrived. */
    public synchronized long delivered() {
        return delivered;
    }

    /** How many have arrived before the first that has not. */
    public synchronized long deliveredInARow() {
        return firstFailed == 0 ? delivered : firstFailed - 1;
    }

    /** The record for whose sake it failed; 0 for none. */
    public synchronized long culprit() {
        return culprit;
    }

    /** Why; {@code null} for nothing. */
    public synchronized Exception failure() {
        return failure;
    }
}
