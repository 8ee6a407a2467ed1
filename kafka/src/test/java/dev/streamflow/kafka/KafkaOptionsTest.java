package dev.streamflow.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KafkaOptionsTest {
    @TempDir
    Path folder;

    @Test
    void propertiesComeFromTheDefaultsThenTheFileThenTheFlags() throws IOException {
        String file = file("linger.ms=5\nclient.id=file\n");
        assertThat(options("--kafka-config", file, "-Kclient.id=flag").client(Map.of("linger.ms", 1, "acks", "all")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "acks", "all", "linger.ms", "5", "client.id", "flag", "bootstrap.servers", "localhost:9092"));
    }

    @Test
    void theFileNamesTheBrokersUnlessAFlagDoes() throws IOException {
        String file = file("bootstrap.servers=file:1\n");
        assertThat(options("--kafka-config", file).bootstrapServers()).isEqualTo("file:1");
        assertThat(options("--kafka-config", file, "--bootstrap-servers", "flag:2")
                        .bootstrapServers())
                .isEqualTo("flag:2");
        assertThat(options("--bootstrap-servers", "flag:2", "-Kbootstrap.servers=property:3")
                        .bootstrapServers())
                .isEqualTo("property:3");
    }

    @Test
    void aSecretMayComeFromTheEnvironment() throws IOException {
        String file = file("ssl.key.password=${env:PATH}\nsecurity.protocol=SSL\n");
        var settings = options("--kafka-config", file).client(Map.of());
        assertThat(new AdminClientConfig(settings).getPassword("ssl.key.password"))
                .isEqualTo(new Password(System.getenv("PATH")));
    }

    @Test
    void aSecretIsRefusedAsAFlagAndNotRepeated() {
        assertThatThrownBy(() -> options("-Ksasl.jaas.config=hunter2").client(Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Cannot take sasl.jaas.config from -K: it is a secret")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aWrongValueIsRefusedBeforeAnyClientIsMade() {
        assertThatThrownBy(() -> options("-Kacks=most").client(Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Cannot use Kafka property acks: Invalid value most");
        assertThatThrownBy(() -> options("-Klinger.ms=soon").client(Map.of()))
                .hasMessageStartingWith("Cannot use Kafka property linger.ms: Invalid value soon");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> options("--kafka-config", "absent.properties").client(Map.of()))
                .hasMessage("Cannot read absent.properties: there is no such file");
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("client.properties"), content).toString();
    }

    private static KafkaOptions options(String... args) {
        KafkaOptions options = new KafkaOptions();
        CommandLine.populateCommand(options, args);
        return options;
    }
}
