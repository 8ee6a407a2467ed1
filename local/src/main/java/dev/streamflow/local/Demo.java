package dev.streamflow.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.etl.EtlProgram;
import dev.streamflow.ingest.IngestProgram;
import dev.streamflow.producers.ProducersProgram;
import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.SparkSession;

/** The main job: each step is a command that a person could have typed, and is shown as such. */
final class Demo {
    static final List<String> TOPICS = List.of("user_events", "transaction_events");

    private final Settings settings;
    private final Steps steps;
    private final Commands commands;
    private final PrintWriter out;

    /**
     * What to run.
     *
     * @param sessions visits of the shop on each date
     * @param dirt share of events that are not as they should be
     * @param folder where kafka/, landing/ and lake/ are
     */
    record Settings(LocalDate from, int days, int sessions, double dirt, Path folder) {
        Settings {
            requireNonNull(from, "from is null");
            requireNonNull(folder, "folder is null");
        }

        LocalDate to() {
            return from.plusDays(days - 1L);
        }

        Path landing() {
            return folder.resolve("landing");
        }

        Path lake() {
            return folder.resolve("lake");
        }
    }

    Demo(Settings settings, PrintWriter out, PrintWriter err) {
        this.settings = settings;
        this.out = out;
        this.steps = new Steps(out);
        this.commands = new Commands(err);
    }

    void run() {
        out.println("A shop from " + settings.from() + " to " + settings.to() + ", from Kafka to gold, in "
                + settings.folder().toAbsolutePath().normalize());
        out.println();
        // Spark takes its time to start, and the broker and the producers leave a core idle meanwhile.
        CompletableFuture<SparkSession> spark =
                CompletableFuture.supplyAsync(() -> SessionFactory.session("streamflow demo", Profile.DEV));
        steps.begin("broker", "broker --folder=" + settings.folder().resolve("kafka"));
        try (EmbeddedBroker broker = LocalBroker.start(settings.folder().resolve("kafka"), 0)) {
            steps.end("answers at " + broker.bootstrapServers());
            String servers = broker.bootstrapServers();
            TOPICS.forEach(topic -> produce(topic, servers));
            TOPICS.forEach(topic -> land(topic, servers));
            TOPICS.forEach(topic -> verify(topic, servers));
            Map<String, Landed> landed = Landed.of(settings.landing(), TOPICS);
            JsonNode etl = etl(landed);
            new DemoReport(settings, out).print(landed, etl);
        } finally {
            spark.thenAccept(SparkSession::stop).join();
        }
    }

    private void produce(String topic, String servers) {
        List<String> args = List.of(
                "produce",
                "--schema=" + topic,
                "--from=" + settings.from(),
                "--to=" + settings.to(),
                "--sessions=" + settings.sessions(),
                "--dirt=" + settings.dirt());
        steps.begin("produce", String.join(" ", args));
        long there = Offsets.records(servers, topic);
        if (there > 0) {
            steps.end("not again: the topic has " + Steps.number(there) + " records from an earlier run");
            return;
        }
        JsonNode sent = commands.run(new ProducersProgram(), with(args, "--bootstrap-servers=" + servers));
        steps.end(Steps.number(sent.path("sent").asLong()) + " records sent");
    }

    private void land(String topic, String servers) {
        List<String> args = List.of("land", "--topic=" + topic, "--landing=" + settings.landing());
        steps.begin("land", String.join(" ", args));
        JsonNode result = commands.run(IngestProgram.command(), with(args, "--bootstrap-servers=" + servers));
        steps.end(
                result.path("runs").isEmpty()
                        ? "nothing new: all of it has landed before"
                        : Steps.number(result.path("landed").asLong()) + " records landed");
    }

    private void verify(String topic, String servers) {
        List<String> args = List.of("verify", "--topic=" + topic, "--landing=" + settings.landing());
        steps.begin("verify", String.join(" ", args));
        commands.run(IngestProgram.command(), with(args, "--bootstrap-servers=" + servers));
        steps.end("every offset once, every file as it was committed");
    }

    private JsonNode etl(Map<String, Landed> landed) {
        List<LocalDate> dates = Landed.dates(landed.values());
        List<String> args = List.of(
                "etl",
                "--from=" + dates.get(0),
                "--to=" + dates.get(dates.size() - 1),
                "--topics=" + String.join(",", TOPICS),
                "--landing=" + settings.landing(),
                "--lake=" + settings.lake());
        steps.begin("etl", String.join(" ", args));
        JsonNode result = commands.run(new EtlProgram(), args);
        steps.end(result.path("dates").size() + " dates published");
        return result;
    }

    private static List<String> with(List<String> args, String more) {
        List<String> all = new ArrayList<>(args);
        all.add(more);
        return all;
    }
}
