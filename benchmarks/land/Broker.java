import dev.streamflow.broker.EmbeddedBroker;
import java.nio.file.Path;

/** The embedded broker on a port, until it is killed: Broker FOLDER PORT. */
final class Broker {
    public static void main(String[] args) throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
            System.out.println(broker.bootstrapServers());
            Thread.currentThread().join();
        }
    }
}
