package dev.streamflow.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.utils.Utils;

/**
 * Whether a broker that is to be spoken to in the clear speaks TLS. Kafka's clients take the first bytes of such an
 * answer for its length, 352 MB, and run out of memory or out of time (KAFKA-4090).
 */
final class TlsProbe {
    private static final int PATIENCE_MILLIS = 1_000;
    private static final long LONGEST_NANOS = Duration.ofSeconds(3).toNanos();

    /** ApiVersions, version 0, of a client without a name: what a broker answers before it knows who asks. */
    private static final byte[] REQUEST = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, -1, -1};

    /** How a TLS record begins that refuses; an answer of Kafka's begins with the high byte of its small length. */
    private static final int ALERT = 21;

    private TlsProbe() {}

    /**
     * Asks the first of the servers that answers; false where none does, which is for the client to say. Takes at most
     * 5 s.
     *
     * @param servers each {@code host:port}
     */
    static boolean speakTls(List<String> servers) {
        long start = System.nanoTime();
        for (String server : servers) {
            OptionalInt first = firstByte(server);
            if (first.isPresent() || System.nanoTime() - start > LONGEST_NANOS) {
                return first.orElse(0) == ALERT;
            }
        }
        return false;
    }

    private static OptionalInt firstByte(String server) {
        String host = Utils.getHost(server);
        Integer port = Utils.getPort(server);
        if (host == null || port == null) {
            return OptionalInt.empty();
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(REQUEST);
            int first = socket.getInputStream().read();
            return first < 0 ? OptionalInt.empty() : OptionalInt.of(first);
        } catch (IOException | IllegalArgumentException e) { // the latter: no such port
            return OptionalInt.empty();
        }
    }
}
