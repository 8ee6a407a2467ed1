package dev.streamflow.streaming.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.streaming.load.FileOutcome.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadFiguresTest {
    private final LoadFigures figures = new LoadFigures();

    private static FileOutcome outcome(State state, String file) {
        return new FileOutcome(state, file, file, "", 10, 7, 2, 1);
    }

    private long number(String figure) {
        return ((Number) figures.map().get(figure)).longValue();
    }

    @Test
    void aBatchThatComesAgainCountsEachFileOnce() {
        figures.add(List.of(
                outcome(State.LOADED, "a"),
                outcome(State.CHANGED, "b"),
                outcome(State.KNOWN, "c"),
                outcome(State.UNAVAILABLE, "d"),
                outcome(State.UNAVAILABLE, "e")));
        List<FileOutcome> fresh = figures.add(List.of(
                outcome(State.SETTLED, "a"),
                outcome(State.MISSING, "b"),
                outcome(State.SETTLED, "c"),
                outcome(State.UNAVAILABLE, "d"),
                outcome(State.LOADED, "e")));
        assertThat(fresh).extracting(FileOutcome::file).containsExactly("d", "e");
        // The commit of the first try was done after all.
        figures.add(List.of(outcome(State.KNOWN, "d")));

        assertThat(number("files")).isEqualTo(3);
        assertThat(number("rows")).isEqualTo(30);
        assertThat(number("inserted")).isEqualTo(21);
        assertThat(number("filesKnown")).isOne();
        assertThat(number("filesChanged")).isOne();
        assertThat(number("filesMissing")).isZero();
    }

    @Test
    void theSameContentInALaterBatchIsKnown() {
        figures.add(List.of(outcome(State.LOADED, "a")));
        figures.add(List.of(outcome(State.KNOWN, "a")));

        assertThat(number("files")).isOne();
        assertThat(number("filesKnown")).isOne();
        assertThat(number("rows")).isEqualTo(10);
    }
}
