package dev.streamflow.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private EventStream events;
    private WebServer server;
    private final List<Client> clients = new ArrayList<>();

    @BeforeEach
    void start() {
        events = new EventStream();
        server = WebServer.start(
                new WebServer.Address("127.0.0.1", 0, new AllowedHosts(List.of()), new ContentPolicy(List.of())),
                Assets.load(),
                (status, sentence) -> sentence,
                Optional.of(events),
                List.of());
    }

    @AfterEach
    void stop() throws IOException {
        for (Client client : clients) {
            client.socket.close();
        }
        events.close();
        server.close();
    }

    /** A browser that listens. */
    private static final class Client {
        final Socket socket;
        final BufferedReader lines;

        Client(int port) throws IOException {
            socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Reads up to a line that ends so. */
        String await(String end) throws IOException {
            String line = lines.readLine();
            while (line != null && !line.endsWith(end)) {
                line = lines.readLine();
            }
            return line;
        }
    }

    private Client client() throws IOException {
        Client client = new Client(server.port());
        clients.add(client);
        return client;
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aHundredClientsHearOfIt() throws IOException {
        for (int i = 0; i < 100; i++) {
            client();
        }
        await(() -> events.listeners() == 100);
        events.push("state", "42", "{\"state\":42}");
        for (Client client : clients) {
            assertThat(client.await("{\"state\":42}")).isEqualTo("data: {\"state\":42}");
        }
    }

    @Test
    void whoComesBackHearsTheNewestAlone() throws IOException {
        Client first = client();
        events.push("state", "1", "one");
        assertThat(first.await("one")).isEqualTo("data: one");
        first.socket.close();
        events.push("state", "2", "two");
        events.push("state", "3", "three");
        Client again = client();
        assertThat(again.await("id: 3")).isEqualTo("id: 3");
        assertThat(again.lines.readLine()).isEqualTo("data: three");
    }

    @Test
    void aSlowReaderKeepsNobodyWaiting() throws IOException {
        client();
        Client quick = client();
        await(() -> events.listeners() == 2);
        String large = "x".repeat(200_000);
        for (int i = 0; i < 200; i++) {
            events.push("health", Integer.toString(i), large + i);
        }
        assertThat(quick.await("x199")).endsWith("x199");
    }

    @Test
    void whoIsGoneIsForgotten() throws IOException {
        Client client = client();
        await(() -> events.listeners() == 1);
        client.socket.close();
        await(() -> {
            events.push("health", "1", "here");
            return events.listeners() == 0;
        });
    }
}
