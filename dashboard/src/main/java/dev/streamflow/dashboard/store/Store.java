package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.lake.LakeState;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is loaded of a lake. */
public interface Store extends AutoCloseable {
    /** The newest state that is loaded; {@link LakeState#NOTHING} before the first, and of an empty lake. */
    LakeState current();

    /** Why a newer state cannot be read, for people; empty while all is well. */
    Optional<String> trouble();

    /** Whether it was tried once to read the lake. */
    boolean isReady();

    /**
     * Answers a page's questions from one state.
     *
     * @throws BusyException if too many others are at work, or an answer takes longer than two seconds
     * @throws BadQuestionException as the questions do
     */
    <T> T read(Function<View, T> questions);

    /** Tells of each new state, and of trouble that comes or goes. */
    void onChange(Consumer<Store> listener);

    @Override
    void close();
}
