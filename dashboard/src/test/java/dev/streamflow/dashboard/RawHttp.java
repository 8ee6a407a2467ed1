package dev.streamflow.dashboard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

/** HTTP as somebody sends it who does not keep to its rules. */
final class RawHttp {
    private final URI url;

    RawHttp(String url) {
        this.url = URI.create(url);
    }

    /** What is answered, head and body. */
    String get(String path, String... headers) {
        return ask("GET " + path + " HTTP/1.1", headers.length == 0 ? new String[] {"Host: localhost"} : headers);
    }

    String ask(String request, String... headers) {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(20_000);
            StringBuilder text = new StringBuilder(request + "\r\n");
            for (String header : headers) {
                text.append(header).append("\r\n");
            }
            write(socket, text + "Connection: close\r\n\r\n");
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server may end the connection before it has read all of a request. */
    private static void write(Socket socket, String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (SocketException e) {
            // What it has answered is read.
        }
    }

    static int status(String answer) {
        return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9, 12));
    }
}
