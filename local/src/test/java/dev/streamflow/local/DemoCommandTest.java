package dev.streamflow.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandTest {
    @Test
    void withoutFlagsItIsThreeDaysWithOnePercentOfDirt() {
        DemoCommand demo = new DemoCommand();
        new CommandLine(demo).setCaseInsensitiveEnumValuesAllowed(true).parseArgs();

        assertThat(demo.days).isEqualTo(3);
        assertThat(demo.dirt).isEqualTo(0.01);
        assertThat(demo.folder).hasToString("data");
    }
}
