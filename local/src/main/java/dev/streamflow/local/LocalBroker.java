package dev.streamflow.local;

import dev.streamflow.broker.BrokerException;
import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import java.nio.file.Path;

/** Starts the broker of a command; turns a failed start into a one-line error. */
final class LocalBroker {
    private LocalBroker() {}

    /**
     * A broker that answers.
     *
     * @param port the clients' port; 0: any free one
     * @throws CommandException if the folder or the port is taken or cannot be used
     */
    static EmbeddedBroker start(Path folder, int port) {
        try {
            return EmbeddedBroker.start(folder, port);
        } catch (BrokerException e) {
            String other = port == 0 ? "--folder" : "--folder or --port";
            throw new OperationFailedException(
                    e.getMessage(), "Stop the other broker, if there is one, or choose another " + other + ".", e);
        }
    }
}
