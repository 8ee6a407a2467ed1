package dev.streamflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operating system refuses to write on. */
class ITFullDisk {
    /** Files of this process may have 64 KiB, which is a limit anybody may set, unlike that of a disk. */
    private static final List<String> LITTLE_ROOM = List.of("bash", "-c", "ulimit -f 64; exec \"$@\"", "bash");

    @TempDir
    Path folder;

    @Test
    void aFileThatCannotGrowIsOneClearLineAndTheNextRunRepairs() throws IOException, InterruptedException {
        Kafka.create("full", 2);
        LandProcess.fill("full", Map.of());
        Lake lake = Lake.in(folder.resolve("full"), "full");
        Lake undisturbed = Lake.in(folder.resolve("undisturbed"), "full");
        assertThat(undisturbed.land("full", "--compression", "none").exitCode()).isZero();

        LandProcess full = LandProcess.start(LITTLE_ROOM, lake, "full", "--compression", "none");

        assertThat(full.exitCode()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(full.err())
                .contains("Cannot write " + lake.root().resolve("full/_tmp/r000001-"))
                .contains(": File too large\n")
                .contains("run the command again")
                .doesNotContain("Exception");
        assertThat(lake.files("commit-")).isEmpty();
        assertThat(lake.files("_tmp")).as("it takes no room for nothing").isEmpty();

        assertThat(lake.land("full").exitCode()).isZero();
        assertThat(dataOf(lake)).isEqualTo(dataOf(undisturbed));
        assertThat(LandProcess.ids(lake)).isEqualTo(LandProcess.allIds());
    }

    /** Without the plan, which says when it was made. */
    private static Map<String, String> dataOf(Lake lake) {
        Map<String, String> tree = lake.tree();
        tree.keySet().removeIf(path -> path.contains("plan-"));
        return tree;
    }
}
