package dev.streamflow.local;

import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.Result;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A broker that runs until it is stopped. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs a Kafka broker on this machine until Ctrl-C. Its folder keeps the topics.",
        footer = {"", "Examples:", "  broker", "  broker --port 19092 --folder /tmp/kafka"})
final class BrokerCommand implements Callable<Result> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "The clients' port; 0 for any free one (default: ${DEFAULT-VALUE})")
    int port;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "data/kafka",
            description = "Where topics and records are kept (default: ${DEFAULT-VALUE})")
    Path folder;

    @Mixin
    CommonOptions common;

    @Override
    public Result call() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        EmbeddedBroker broker = LocalBroker.start(folder, port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            broker.close();
            stopped.countDown();
        }));
        Result.print(spec, Map.of("bootstrapServers", broker.bootstrapServers()));
        spec.commandLine().getErr().println("A broker answers at " + broker.bootstrapServers() + "; Ctrl-C stops it.");
        stopped.await();
        return Result.said();
    }
}
