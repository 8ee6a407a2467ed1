package dev.streamflow.dashboard.store;

/** A question that has no answer: its message is a sentence for the person who asked. */
public final class BadQuestionException extends RuntimeException {
    public BadQuestionException(String message) {
        super(message);
    }
}
