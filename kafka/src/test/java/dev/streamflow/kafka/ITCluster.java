package dev.streamflow.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.cli.Program;
import dev.streamflow.cli.Result;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ITCluster {
    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"admin\" password=\"%s\"%s;";

    @TempDir
    Path folder;

    @Test
    void anAbsentBrokerIsOneClearLine() throws Exception {
        Process process = reach("--bootstrap-servers", "localhost:1");
        try (BufferedReader err = process.errorReader();
                BufferedReader out = process.inputReader()) {
            assertThat(err.lines())
                    .containsExactly(
                            "Cannot reach Kafka at localhost:1: no broker answered within 10 s",
                            "  Start one with `./streamflow broker`, or say where yours is with --bootstrap-servers, and"
                                    + " with --kafka-config what it asks for (TLS, a password).");
            assertThat(out.lines()).singleElement().asString().startsWith("{\"error\":{\"exitCode\":1,");
            assertThat(process.waitFor()).isEqualTo(ExitCode.FAILURE.code());
        }
    }

    @Test
    void aBrokerIsWaitedForAsLongAsTheSettingsSay() {
        KafkaOptions hasty = options(
                "--bootstrap-servers", "localhost:1", "-Kdefault.api.timeout.ms=1000", "-Krequest.timeout.ms=1000");

        assertThatThrownBy(() -> Cluster.connect(hasty))
                .isInstanceOf(CommandException.class)
                .hasMessage("Cannot reach Kafka at localhost:1: no broker answered within 1 s");
    }

    @Test
    void wrongAddressesAreNamed() {
        assertThatThrownBy(() -> Cluster.connect(options("--bootstrap-servers", "nonsense")))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("Cannot reach Kafka at nonsense: Invalid url in bootstrap.servers");
        assertThatThrownBy(() -> Cluster.connect(options("--bootstrap-servers", "nowhere.invalid:9092")))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("Cannot reach Kafka at nowhere.invalid:9092: ");
    }

    @Test
    void aBrokerThatIsReachedSaysItsTopics() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Cluster cluster = Cluster.connect(
                        options("--bootstrap-servers", broker.bootstrapServers(), "-Kclient.id=mine"))) {
            assertThat(cluster.await(cluster.admin().listTopics().names())).isEmpty();
        }
    }

    @Test
    void credentialsComeFromTheFileAndAWrongPasswordIsSaidAtOnce() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0, withPasswords())) {
            String servers = broker.bootstrapServers();
            try (Cluster cluster = Cluster.connect(withPassword(servers, "right"))) {
                assertThat(cluster.await(cluster.admin().listTopics().names())).isEmpty();
            }
            KafkaOptions wrong = withPassword(servers, "wrong-secret");
            assertThatThrownBy(() -> Cluster.connect(wrong))
                    .isInstanceOfSatisfying(
                            CommandException.class,
                            e -> assertThat(e.remedy())
                                    .contains(
                                            "Check security.protocol, sasl.* and ssl.* in the file of --kafka-config."))
                    .hasMessage("Cannot reach Kafka at " + servers
                            + ": Authentication failed: Invalid username or password");
            Process process = reach("--bootstrap-servers", servers, "--kafka-config", file("wrong-secret"));
            try (BufferedReader err = process.errorReader()) {
                assertThat(err.lines()).hasSize(2).noneMatch(line -> line.contains("wrong-secret"));
            }
        }
    }

    private static Map<String, String> withPasswords() {
        return Map.of(
                "listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.clients.plain.sasl.jaas.config", JAAS.formatted("right", " user_admin=\"right\""));
    }

    private KafkaOptions withPassword(String servers, String password) throws Exception {
        return options("--bootstrap-servers", servers, "--kafka-config", file(password));
    }

    private String file(String password) throws Exception {
        String settings = "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config="
                + JAAS.formatted(password, "") + "\n";
        return Files.writeString(folder.resolve("client.properties"), settings).toString();
    }

    private static KafkaOptions options(String... args) {
        KafkaOptions options = new KafkaOptions();
        CommandLine.populateCommand(options, args);
        return options;
    }

    private static Process reach(String... args) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"), Reach.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }

    /** A program that only connects. */
    @Command(name = "reach")
    static final class Reach implements Callable<Result> {
        @Mixin
        KafkaOptions kafka = new KafkaOptions();

        public static void main(String... args) {
            Program.main(new Reach(), args);
        }

        @Override
        public Result call() {
            Cluster.connect(kafka).close();
            return Result.said();
        }
    }
}
