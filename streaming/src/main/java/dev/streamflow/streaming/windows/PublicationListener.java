package dev.streamflow.streaming.windows;

/** Hears of the moments of a publication after which a kill leaves different things behind. */
@FunctionalInterface
interface PublicationListener {
    PublicationListener NONE = step -> {};

    /** The offsets of the batch are logged, nothing is computed yet. */
    String BEGUN = "begun";
    /** The publication is whole, and nobody knows of it. */
    String PUBLISHED = "published";
    /** Readers take it, and the batch is not committed. */
    String POINTED = "pointed";

    void reached(String step);
}
