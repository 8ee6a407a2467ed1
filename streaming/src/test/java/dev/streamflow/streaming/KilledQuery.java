package dev.streamflow.streaming;

import java.util.List;

/** A live query that is killed again and again, with who feeds it and who reads what it makes. */
public interface KilledQuery extends AutoCloseable {
    /** Its name, and its arguments but for {@code --live}. */
    List<String> command();

    /** Feeds it some more. */
    void feed() throws Exception;

    /** Looks at what it has made, as a reader would at any moment; fails where that is half of something. */
    void read() throws Exception;

    /** Something that grows with what it has made. */
    long made() throws Exception;

    /** Whether all that it was fed with has become something. */
    boolean isDone() throws Exception;

    /** Compares what it has made with what another engine makes of the same. */
    void verify() throws Exception;

    @Override
    default void close() {}
}
