package dev.streamflow.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of this machine for a server that starts in a moment. It is below those that systems draw for outgoing
 * connections (from 32768 on Linux, from 49152 elsewhere): one of these would be taken again by any connection that is
 * made until the server listens, and a broker that cannot listen ends its process.
 */
public final class FreePort {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int TRIES = 1_000;

    private FreePort() {}

    /**
     * Draws until nobody listens on what is drawn.
     *
     * @throws OperationFailedException if none of very many is free
     */
    public static int find() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new OperationFailedException("Cannot find a free port between " + FIRST + " and " + END);
    }

    /** Whether a server could listen on it on the loopback interface now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
