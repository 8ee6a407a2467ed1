package dev.streamflow.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChildLineTest {
    @Test
    void aStatusBecomesASentence() {
        assertThat(
                        ChildLine.readable(
                                "{\"query\":\"windows\",\"state\":\"running\",\"batch\":12,\"rowsInPerSecond\":20.5,"
                                        + "\"lag\":{\"sales-0\":3,\"sales-1\":1000},\"read\":2000,\"late\":0,\"filesKnown\":1,\"balanced\":true}"))
                .contains("running, batch 12, read 2,000, files known 1, lag 1,003");
    }

    @Test
    void otherLinesStayAndEmptyOnesGo() {
        assertThat(ChildLine.readable("  a line")).contains("  a line");
        assertThat(ChildLine.readable("{\"query\": cut")).contains("{\"query\": cut");
        assertThat(ChildLine.readable("{\"query\":\"cut")).contains("{\"query\":\"cut");
        assertThat(ChildLine.readable(" ")).isEmpty();
    }
}
