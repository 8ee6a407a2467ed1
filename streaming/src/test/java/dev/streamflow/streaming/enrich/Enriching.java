package dev.streamflow.streaming.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.Program;
import dev.streamflow.streaming.SharedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A run of the command in this JVM. */
final class Enriching {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    private final EnrichCommand command = new EnrichCommand();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Integer> exitCode;

    private Enriching(List<String> args) {
        this.exitCode = CompletableFuture.supplyAsync(() -> Program.run(
                command, new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new)));
    }

    static Enriching start(Path folder, String schema, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--bootstrap-servers",
                SharedBroker.bootstrapServers(),
                "--live",
                folder.resolve("live").toString(),
                "--schema",
                folder.resolve(schema + ".json").toString(),
                "--reference",
                folder.resolve("products.csv").toString()));
        args.addAll(List.of(more));
        return new Enriching(args);
    }

    /** Waits for a condition; fails where the command ends before. */
    void until(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            assertThat(exitCode).as(() -> err.toString()).isNotDone();
            assertThat(System.nanoTime()).as(() -> err.toString()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    void stop() throws Exception {
        command.stop();
        assertThat(exitCode.get(1, TimeUnit.MINUTES)).as(() -> err.toString()).isZero();
    }

    /** Waits for the end of a run that cannot go on. */
    int exitCode() throws Exception {
        return exitCode.get(2, TimeUnit.MINUTES);
    }

    String err() {
        return err.toString();
    }
}
