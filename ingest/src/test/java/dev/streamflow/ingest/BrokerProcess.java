package dev.streamflow.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.broker.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** A broker in a process of its own, that closing kills. */
record BrokerProcess(Process process, String server) implements AutoCloseable {
    /** @param port 0: any free one */
    static BrokerProcess start(Path folder, int port) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = process.inputReader(UTF_8);
        return new BrokerProcess(process, out.readLine());
    }

    /** Runs the broker until the process is killed. */
    public static void main(String[] args) throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
            System.out.println(broker.bootstrapServers());
            Thread.currentThread().join();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
