package dev.streamflow.ingest;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CheckFailedException.Finding;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.ingest.land.read.TopicLog;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.ingest.verify.Verification;
import dev.streamflow.ingest.verify.VerifyResult;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that each record of a topic has landed once, and names what is wrong. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Proves that the landed offsets tile the log and that every file is as it was written.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  verify --topic user_events",
            "  verify --topic user_events --offline",
            "  verify --topic user_events --since 2026-01-01",
            "",
            "Exit codes: 0 all is well, 1 failure, 50 a fault was found; each is named."
        })
final class VerifyCommand implements Callable<Result> {
    private static final int MOST_ROWS = 10;

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    KafkaOptions kafka;

    @Mixin
    LandingOptions landing;

    @Mixin
    TopicSchemaOptions schemas;

    @Option(names = "--offline", description = "Verify the files and the ledger, without asking the broker")
    boolean offline;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description =
                    "Files of earlier event dates may be gone although no entry of `retain` says so (default: none may)")
    LocalDate since = LocalDate.MIN;

    @Override
    public Result call() {
        String topic = schemas.topic(landing.topic(), "verify");
        VerifyResult result = verify(topic);
        result.faults().forEach(fault -> spec.commandLine().getErr().println(topic + ": " + fault));
        if (!result.faults().isEmpty()) {
            throw faulty(result);
        }
        return Result.done(result);
    }

    private CommandException faulty(VerifyResult result) {
        int count = result.faults().size();
        Finding finding = new Finding(
                "every offset landed once, every file as it was committed",
                "0 faults",
                count + (count == 1 ? " fault" : " faults"),
                result.faults().stream().limit(MOST_ROWS).toList());
        return new CheckFailedException(
                        "Cannot vouch for the landing of " + result.topic() + ": "
                                + result.faults().get(0) + (count == 1 ? "" : ", and " + (count - 1) + " more faults"),
                        "Restore files from a copy. What Kafka lost before it was landed, `land --accept-loss` puts on record.",
                        finding)
                .after(result);
    }

    private VerifyResult verify(String topic) {
        try (Storage storage = landing.storage()) {
            if (offline) {
                return new Verification(storage, topic, Optional.empty(), since).run();
            }
            try (Cluster cluster = Cluster.connect(kafka);
                    TopicLog log = new TopicLog(cluster, kafka, topic, "streamflow-" + topic)) {
                return new Verification(storage, topic, Optional.of(log), since).run();
            }
        }
    }
}
