package dev.streamflow.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of others are those that their authors have published, with their licences beside them. */
class VendoredFilesTest {
    @ParameterizedTest
    @ValueSource(strings = {"/assets/vendor/", "/vendor/"})
    void areAsTheirChecksumsSay(String folder) throws Exception {
        List<String> lines =
                new String(bytes(folder + "SHA256SUMS"), UTF_8).lines().toList();

        assertThat(lines).hasSizeGreaterThan(2);
        for (String line : lines) {
            String name = line.substring(line.lastIndexOf(' ') + 1);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(folder + name));
            assertThat(HexFormat.of().formatHex(digest)).as(name).isEqualTo(line.substring(0, 64));
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream file = VendoredFilesTest.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        }
    }
}
