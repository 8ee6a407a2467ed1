package dev.streamflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortTest {
    @Test
    void nobodyListensThere() throws IOException {
        int port = FreePort.find();
        assertThat(FreePort.isFree(port)).isTrue();
        try (var server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePort.isFree(server.getLocalPort())).isFalse();
        }
    }

    @Test
    void isNoneThatAConnectionIsMadeFrom() {
        assertThat(IntStream.range(0, 200).map(i -> FreePort.find()))
                .allSatisfy(port -> assertThat(port).isBetween(1_024, 32_767));
    }
}
