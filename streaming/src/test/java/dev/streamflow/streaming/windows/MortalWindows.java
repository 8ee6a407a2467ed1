package dev.streamflow.streaming.windows;

import dev.streamflow.streaming.LiveTestOptions;
import dev.streamflow.streaming.query.LiveFolder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The windows query in a JVM of its own, which ends as in a power cut when it has reached a step the third time. */
final class MortalWindows {
    private static final int TIMES = 3;

    private MortalWindows() {}

    /** @param args the folder, the brokers, the topic and the step */
    public static void main(String... args) {
        AtomicInteger left = new AtomicInteger(TIMES);
        Steps steps = step -> {
            if (step.equals(args[3]) && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(137);
            }
        };
        Path live = Path.of(args[0]);
        try (LiveFolder folder = LiveFolder.open(live, "windows")) {
            WindowsRun.query(folder, LiveTestOptions.kafka(args[1]), args[2], 25, steps, LiveTestOptions.in(live))
                    .run();
        }
    }
}
