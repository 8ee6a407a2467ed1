package dev.streamflow.streaming.purchases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.cli.FreePort;
import dev.streamflow.cli.Program;
import dev.streamflow.streaming.SharedBroker;
import dev.streamflow.streaming.StatusClient;
import dev.streamflow.streaming.StreamProgram;
import dev.streamflow.streaming.query.LiveFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Purchases with a real broker and real Spark, in this JVM: each run ends after so many records. */
class ITPurchases {
    @TempDir
    static Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static Path schema(String name, String document) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), document);
    }

    private static Path live(String name) {
        return folder.resolve("live-" + name);
    }

    private int exit(String name, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "purchases",
                "--schema=" + folder.resolve(name + ".json"),
                "--live=" + live(name),
                "--trigger=100ms",
                "--json"));
        args.addAll(List.of(more));
        if (args.stream().noneMatch(arg -> arg.startsWith("--bootstrap-servers="))) {
            args.add("--bootstrap-servers=" + SharedBroker.bootstrapServers());
        }
        return Program.run(
                new StreamProgram(),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                args.toArray(String[]::new));
    }

    /** The lines that a run prints: its batches, and last its result. */
    private List<JsonNode> run(String name, String... more) {
        int before = out.toString().length();
        assertThat(exit(name, more)).as(err.toString()).isZero();
        return out.toString().substring(before).lines().map(PurchaseTopic::json).toList();
    }

    private static BigDecimal total(JsonNode line) {
        return line.path("runningTotal").decimalValue();
    }

    /**
     * Over two runs of many batches; the running total of a day that a later batch does not touch may have grown by
     * then.
     */
    @Test
    void totalsEqualAnotherEnginesAndGoOnWhereTheyWere() throws Exception {
        schema("rides", PurchaseTopic.SCHEMA);
        PurchaseTopic topic = new PurchaseTopic(SharedBroker.bootstrapServers(), "rides");
        topic.fares(0, 3000);
        List<JsonNode> first = run("rides", "--max-events=3300");
        topic.fares(2000, 2000);
        List<JsonNode> second = run("rides", "--max-events=2200");
        topic.close();

        assertThat(PurchaseTopic.days(first)).hasSize(3);
        assertThat(PurchaseTopic.days(second)).isEqualTo(topic.expected(folder));
        JsonNode result = second.get(second.size() - 1);
        assertThat(result.path("transactions").asLong()).isEqualTo(4000);
        assertThat(result.path("read").asLong()).isEqualTo(5500);
        assertThat(second.get(0).path("batch").asLong())
                .isEqualTo(first.get(first.size() - 2).path("batch").asLong() + 1);
        assertThat(total(result)).isEqualTo(total(second.get(second.size() - 2)));
        // The last batch may hold only duplicates.
        JsonNode category = second.stream()
                .filter(line -> !line.path("categories").isEmpty())
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .path("categories")
                .get(0);
        assertThat(category.path("category").asText()).isEqualTo("k0");
        assertThat(category.path("total").decimalValue())
                .isGreaterThan(category.path("amount").decimalValue());
    }

    /**
     * What is done again after a kill is printed again as it was: the last commit, half-written totals or both are
     * taken back.
     */
    @Test
    void aBatchThatIsDoneAgainIsPrintedAgainAndCountsNothingTwice() throws Exception {
        schema("killed", PurchaseTopic.SCHEMA);
        PurchaseTopic topic = new PurchaseTopic(SharedBroker.bootstrapServers(), "killed");
        topic.fares(0, 1000);
        run("killed", "--max-events=1100");
        topic.fares(1000, 500);
        List<JsonNode> once = run("killed", "--max-events=550");
        JsonNode last = once.get(once.size() - 2);
        Path checkpoint = folder.resolve("live-killed/purchases/checkpoint");
        String number = last.path("batch").asText();
        Path totals = checkpoint.resolve("totals/" + number + ".json");

        Files.delete(checkpoint.resolve("commits/" + number));
        assertThat(run("killed", "--max-events=1"))
                .as("after the totals, before the commit")
                .contains(last);

        Files.delete(checkpoint.resolve("commits/" + number));
        Files.writeString(
                checkpoint.resolve("totals/." + number + ".json.next"),
                Files.readString(totals).substring(0, 20));
        Files.delete(totals);
        assertThat(run("killed", "--max-events=1"))
                .as("while the totals are written")
                .contains(last);

        Files.delete(checkpoint.resolve("commits/" + number));
        Files.delete(totals);
        assertThat(run("killed", "--max-events=1")).as("after the offsets").contains(last);

        topic.fares(1500, 10);
        topic.close();
        List<JsonNode> after = run("killed", "--max-events=11");
        assertThat(PurchaseTopic.days(after)).isEqualTo(topic.expected(folder));
    }

    @Test
    void whatIsNoCleanEventIsCountedWithItsReasons() throws Exception {
        schema("dirty", PurchaseTopic.SCHEMA);
        PurchaseTopic topic = new PurchaseTopic(SharedBroker.bootstrapServers(), "dirty");
        topic.send(
                PurchaseTopic.fare("a", "2026-03-01T23:59:59Z", "k", 1),
                PurchaseTopic.fare("a", "2026-03-02T00:00:00Z", "k", 2),
                "{\"ride\":\"b\",\"at\":\"2026-03-01\",\"fare\":0.30,\"bike\":null}",
                "{\"ride\":\"c\",\"at\":\"2026-03-01\",\"fare\":0.305}",
                "{\"ride\":\"d\",\"at\":\"2026-03-01\",\"fare\":1e400}",
                "{\"ride\":\"e\",\"at\":\"40000-03-01\",\"fare\":\"x\"}",
                "{\"ride\":\"f\"",
                "[]",
                "null",
                "x".repeat(900_000),
                null,
                null,
                "{\"ride\":\"g\",\"at\":\"1999-12-31T00:00:00Z\",\"bike\":{\"kind\":\"\\u001b[2J\"},\"fare\":-5}");
        topic.send(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0, '{'});
        topic.send(PurchaseTopic.fare("h", "2026-03-01T00:00:00Z", "k", 3).getBytes(StandardCharsets.UTF_16));
        topic.close();
        List<JsonNode> lines = run("dirty", "--max-events=15");
        JsonNode status = PurchaseTopic.json(Files.readString(folder.resolve("live-dirty/purchases/status.json")));

        assertThat(status.path("read").asLong()).isEqualTo(15);
        assertThat(status.path("counted").asLong()).isEqualTo(4);
        assertThat(status.path("tombstones").asLong()).isEqualTo(2);
        assertThat(status.path("quarantined").asLong()).isEqualTo(9);
        assertThat(status.path("reasons").path("fare:multipleOf").asLong()).isEqualTo(1);
        assertThat(status.path("reasons").toString()).contains("json:", "fare:type", "at:");
        assertThat(total(lines.get(lines.size() - 1))).isEqualTo("-4.67");
        assertThat(lines).allSatisfy(line -> {
            if (line.has("counted")) {
                assertThat(line.path("read").asLong())
                        .isEqualTo(line.path("counted").asLong()
                                + line.path("duplicates").asLong()
                                + line.path("quarantined").asLong()
                                + line.path("tombstones").asLong());
            }
        });
    }

    @Test
    void whatIsLostAndWhatIsNotTheCheckpointsIsNamed() throws Exception {
        schema("claimed", PurchaseTopic.SCHEMA);
        PurchaseTopic topic = new PurchaseTopic(SharedBroker.bootstrapServers(), "claimed");
        topic.fares(0, 10);
        run("claimed", "--max-events=11");
        topic.fares(10, 10);
        SharedBroker.deleteRecords("claimed", 2, -1);
        topic.fares(20, 10);
        topic.close();

        assertThat(exit("claimed")).isEqualTo(1);
        assertThat(err.toString())
                .containsPattern("deleted before it had read them: offsets \\[[0-9]+, [0-9]+\\) of claimed-[01]");
        assertThat(exit("claimed", "--by=ride")).isEqualTo(2);
        assertThat(err.toString()).contains("its columns is fare by bike_kind, now it is fare by ride");
        schema("claimed", PurchaseTopic.SCHEMA.replace("\"minimum\": -1000", "\"minimum\": 0"));
        assertThat(exit("claimed")).isEqualTo(2);
        assertThat(err.toString()).contains("its schema is ");
        schema("claimed", PurchaseTopic.SCHEMA);
        SharedBroker.createAnew("claimed", 2);
        assertThat(exit("claimed")).isEqualTo(2);
        assertThat(err.toString()).contains("its topic id is ", "The topic was made anew.");
    }

    @Test
    void kafkaGoesAwayAndComesBack() throws Exception {
        schema("away", PurchaseTopic.SCHEMA);
        Path data = folder.resolve("broker");
        EmbeddedBroker broker = EmbeddedBroker.start(data);
        String servers = broker.bootstrapServers();
        PurchaseTopic topic = new PurchaseTopic(servers, "away");
        topic.fares(0, 100);
        int port = FreePort.find();
        CompletableFuture<List<JsonNode>> run = CompletableFuture.supplyAsync(
                () -> run("away", "--bootstrap-servers=" + servers, "--status-port=" + port, "--max-events=220"));
        StatusClient client = new StatusClient(port);
        awaitHealth(run, client, "200 ", "\"read\":110,");

        broker.close();
        awaitHealth(run, client, "503 ", "\"reason\":\"Kafka at " + servers + " does not answer: ");
        broker = EmbeddedBroker.start(data, Integer.parseInt(servers.substring(servers.indexOf(':') + 1)));
        awaitHealth(run, client, "200 ", "\"state\":\"running\"");
        topic.fares(100, 100);

        assertThat(PurchaseTopic.days(run.get(2, TimeUnit.MINUTES))).isEqualTo(topic.expected(folder));
        topic.close();
        broker.close();
    }

    private static void awaitHealth(CompletableFuture<?> run, StatusClient client, String code, String part)
            throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        String answer = "";
        while (!answer.startsWith(code) || !answer.contains(part)) {
            assertThat(System.nanoTime()).as(answer).isLessThan(end);
            if (run.isDone()) {
                run.get();
            }
            answer = health(client);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static String health(StatusClient client) throws Exception {
        try {
            return client.get("/health");
        } catch (ConnectException e) {
            return "it has not started yet";
        }
    }

    /** Whole numbers and doubles are added up exactly as well; without an id nothing is a duplicate. */
    @Test
    void anySchemaWithANumberWillDo() throws Exception {
        schema("readings", """
                {"type": "object", "description": "Readings", "properties": {
                   "t": {"type": "integer"}, "n": {"type": "integer"}, "x": {"type": "number"}, "ok": {"type": "boolean"}},
                 "required": ["t"], "x-event-time": {"field": "t", "format": "epoch-millis"},
                 "x-aggregate": {"dimensions": ["ok"], "measures": ["n"]}}
                """);
        PurchaseTopic topic = new PurchaseTopic(SharedBroker.bootstrapServers(), "readings");
        String reading = "{\"t\":1772600767000,\"n\":9223372036854775807,\"x\":0.1,\"ok\":true}";
        topic.send(reading, reading, reading, "{\"t\":1772600767000,\"x\":1e300}");
        List<JsonNode> whole = run("readings", "--max-events=4");
        Files.move(live("readings"), live("readings-whole"));
        List<JsonNode> real = run("readings", "--max-events=4", "--amount=x");
        topic.close();

        assertThat(total(whole.get(whole.size() - 1))).isEqualTo("27670116110564327421");
        assertThat(whole.get(whole.size() - 1).path("transactions").asLong()).isEqualTo(4);
        assertThat(total(real.get(real.size() - 1))).isEqualByComparingTo("0.3");
        assertThat(real.get(real.size() - 2).path("reasons").toString()).isEqualTo("{\"x:range\":1}");
    }

    @Test
    void latestBeginsAtTheEnd() throws Exception {
        schema("late", PurchaseTopic.SCHEMA);
        PurchaseTopic topic = new PurchaseTopic(SharedBroker.bootstrapServers(), "late");
        topic.fares(0, 100);
        Path started = folder.resolve("live-late/purchases/checkpoint/sources/0/0");
        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> sendOnce(topic, started));
        List<JsonNode> lines = run("late", "--from=latest", "--max-events=1");
        sender.join();
        topic.close();

        assertThat(total(lines.get(lines.size() - 1))).isEqualTo("0.07");
    }

    /** Spark writes that file when it has taken the offsets to begin from. */
    private static void sendOnce(PurchaseTopic topic, Path started) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!Files.exists(started)) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
        try {
            topic.send(PurchaseTopic.fare("new", "2026-03-01T10:00:00Z", "k", 7));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSecondInstanceNamesTheFirst() throws Exception {
        schema("twice", PurchaseTopic.SCHEMA);
        try (LiveFolder first = LiveFolder.open(live("twice"), "purchases")) {
            assertThat(exit("twice")).isEqualTo(20);
            assertThat(err.toString())
                    .contains("Cannot start purchases in " + first.path())
                    .contains("process " + ProcessHandle.current().pid());
        }
    }
}
