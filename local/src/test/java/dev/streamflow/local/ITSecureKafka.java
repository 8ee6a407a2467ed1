package dev.streamflow.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.Program;
import dev.streamflow.ingest.IngestProgram;
import dev.streamflow.producers.ProducersProgram;
import dev.streamflow.streaming.StreamProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and a broker that speaks TLS and asks for a password. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ITSecureKafka {
    private static final int EVENTS = 500;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(4);

    @TempDir
    static Path folder;

    private static SecureKafka kafka;

    private record Outcome(int exitCode, String out, String err) {
        JsonNode result() throws IOException {
            return new ObjectMapper()
                    .readTree(out.lines().reduce((first, last) -> last).orElseThrow());
        }

        Outcome succeeded() {
            assertThat(exitCode).as(out + err).isZero();
            return this;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        kafka = SecureKafka.start(folder.resolve("home"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void eachWithItsPasswordGoesTheWholeWayAndNoPasswordIsToBeSeen() throws Exception {
        List<Outcome> said = new ArrayList<>();
        said.add(run("produce", kafka.inside(), kafka.client("producers")).succeeded());
        said.add(run("land", kafka.inside(), kafka.client("airflow")).succeeded());
        Outcome verified =
                run("verify", kafka.outside(), kafka.client("person")).succeeded();
        said.add(verified);
        assertThat(verified.result().path("faults")).isEmpty();
        assertThat(verified.result().path("landed").asInt()).isEqualTo(EVENTS);

        enrich();

        List<String> passwords = kafka.passwords();
        assertThat(passwords).hasSize(6);
        assertThat(said).allSatisfy(each -> assertThat(each.out() + each.err()).doesNotContain(passwords));
        for (String place : List.of("enrich.out", "enrich.err", "events", "live", "landing")) {
            assertThat(texts(folder.resolve(place)))
                    .as(place)
                    .isNotEmpty()
                    .allSatisfy((file, text) -> assertThat(text).doesNotContain(passwords));
        }
        assertThat(texts(folder.resolve("events")).values())
                .as("what Spark's pages show")
                .anyMatch(text -> text.contains("SparkListenerSQLExecutionStart"));
        assertThat(Files.readString(folder.resolve("enrich.err"))).contains("sasl.jaas.config = [hidden]");
    }

    /** As the container does, with Spark's log and its events. */
    private static void enrich() throws Exception {
        Path log = Files.writeString(folder.resolve("log4j2.properties"), """
                rootLogger.level = info
                rootLogger.appenderRef.stderr.ref = stderr
                appender.stderr.type = Console
                appender.stderr.name = stderr
                appender.stderr.target = SYSTEM_ERR
                """);
        Files.createDirectories(folder.resolve("events"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlog4j2.configurationFile=" + log,
                "-Dspark.master=local[2]",
                "-Dspark.sql.shuffle.partitions=2",
                "-Dspark.eventLog.enabled=true",
                "-Dspark.eventLog.compress=false",
                "-Dspark.eventLog.dir=" + folder.resolve("events").toUri()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-") || option.startsWith("-XX:"))
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StreamProgram.class.getName()));
        command.addAll(List.of("enrich", "--schema=purchases", "--schemas=../schemas", "--mode=microbatch"));
        command.addAll(List.of("--trigger=1s", "--live=" + folder.resolve("live")));
        command.addAll(List.of("--reference=../data/reference/products.csv", "--bootstrap-servers=" + kafka.inside()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("enrich.out").toFile())
                .redirectError(folder.resolve("enrich.err").toFile());
        builder.environment()
                .put("STREAMFLOW_KAFKA_CONFIG", kafka.client("live").toString());
        Process enrich = builder.start();
        try {
            long deadline = System.nanoTime() + PATIENCE;
            while (written() < EVENTS) {
                assertThat(enrich.waitFor(100, TimeUnit.MILLISECONDS))
                        .as(error())
                        .isFalse();
                assertThat(System.nanoTime()).as(error()).isLessThan(deadline);
            }
            enrich.destroy();
            assertThat(enrich.waitFor(2, TimeUnit.MINUTES)).as(error()).isTrue();
        } finally {
            enrich.destroyForcibly();
        }
        assertThat(status().path("state").asText()).as(error()).isEqualTo("stopped");
    }

    private static long written() throws IOException {
        return status().path("enriched").asLong() + status().path("rejected").asLong();
    }

    private static JsonNode status() throws IOException {
        Path file = folder.resolve("live/enrich-purchases/status.json");
        return new ObjectMapper().readTree(Files.exists(file) ? Files.readString(file) : "{}");
    }

    private static String error() throws IOException {
        return Files.readString(folder.resolve("enrich.err"));
    }

    /** Kafka's own clients ask for 352 MB of memory instead, or wait. */
    @ParameterizedTest
    @ValueSource(strings = {"produce", "land", "verify", "windows", "purchases", "enrich"})
    @Timeout(30)
    void whoSpeaksInTheClearIsToldOfTls(String command) throws IOException {
        Path none = Files.writeString(folder.resolve("plain.properties"), "");

        Outcome refused = run(command, kafka.outside(), none);

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
        assertThat(refused.err())
                .contains("Cannot reach Kafka at " + kafka.outside()
                        + ": it speaks TLS, and security.protocol is PLAINTEXT")
                .contains("Write security.protocol=SASL_SSL")
                .doesNotContain("\tat ");
    }

    @Test
    void aPasswordInTheClearIsNotSentToTls() throws IOException {
        Outcome refused = withChanged("security.protocol=SASL_SSL", "security.protocol=SASL_PLAINTEXT");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("it speaks TLS, and security.protocol is SASL_PLAINTEXT");
    }

    @Test
    void aWrongPasswordIsSaidAtOnce() throws IOException {
        Outcome refused = withChanged(" password=\"", " password=\"wrong");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("Cannot reach Kafka at " + kafka.outside()
                        + ": Authentication failed: Invalid username or password")
                .contains("Check security.protocol, sasl.* and ssl.* in the file of --kafka-config.");
        assertThat(refused.err() + refused.out()).doesNotContain(kafka.passwords());
    }

    @Test
    void thePasswordOfAContainerIsOfNoUseOutside() throws IOException {
        Outcome refused = run("land", kafka.outside(), kafka.client("airflow"));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("Authentication failed: Invalid username or password");
    }

    @Test
    void whoHasNoPasswordIsTurnedAway() throws IOException {
        Outcome refused = withChanged("security.protocol=SASL_SSL", "security.protocol=SSL");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("Cannot reach Kafka at " + kafka.outside() + ": no broker answered within 10 s")
                .contains("with --kafka-config what it asks for (TLS, a password)");
    }

    @Test
    void aCertificateThatTheClientDoesNotKnowIsRefused() throws Exception {
        String foreign = certificate(SecureKafka.draw(folder.resolve("foreign")).resolve("person.properties"));

        Outcome refused = withChanged(certificate(kafka.client("person")), foreign);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("Cannot reach Kafka at " + kafka.outside() + ": ")
                .contains("trust anchors")
                .contains("Check security.protocol, sasl.* and ssl.* in the file of --kafka-config.");
    }

    private static String certificate(Path client) throws IOException {
        return Files.readAllLines(client).stream()
                .filter(line -> line.startsWith("ssl.truststore.certificates="))
                .findFirst()
                .orElseThrow();
    }

    /** A landing with the person's properties, but for one thing. */
    private static Outcome withChanged(String what, String into) throws IOException {
        String properties = Files.readString(kafka.client("person"));
        assertThat(properties).contains(what);
        Path changed = Files.writeString(folder.resolve("changed.properties"), properties.replace(what, into));
        return run("land", kafka.outside(), changed);
    }

    private static Outcome run(String command, String servers, Path config) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> args = new ArrayList<>(arguments(command));
        args.addAll(List.of("--bootstrap-servers=" + servers, "--kafka-config=" + config));
        int exitCode = Program.run(
                program(command), new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private static Object program(String command) {
        return switch (command) {
            case "produce" -> new ProducersProgram();
            case "land", "verify" -> IngestProgram.command();
            default -> new StreamProgram();
        };
    }

    private static List<String> arguments(String command) {
        String schemas = "--schemas=../schemas";
        String landing = "--landing=" + folder.resolve("landing");
        return switch (command) {
            case "produce" -> List.of(command, "--schema=purchases", schemas, "--date=2026-01-01", "--count=" + EVENTS);
            case "land" -> List.of(command, "--topic=purchases", schemas, landing);
            case "verify" -> List.of(command, "--topic=purchases", landing);
            case "enrich" ->
                List.of(
                        command,
                        "--schema=purchases",
                        schemas,
                        "--reference=../data/reference/products.csv",
                        elsewhere());
            default -> List.of(command, schemas, elsewhere());
        };
    }

    private static String elsewhere() {
        return "--live=" + folder.resolve("elsewhere");
    }

    /** The files of a folder, or the one file. */
    private static Map<Path, String> texts(Path place) throws IOException {
        Map<Path, String> texts = new HashMap<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(file, new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        return texts;
    }
}
