package dev.streamflow.streaming.enrich;

import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.NotReadyException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.TimestampLimits;
import dev.streamflow.kafka.Topics;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;

/** The source topic and the two that are made of it, each with a partition for each of the source's. */
final class OutputTopics {
    /** For the headers, the reasons and the row of the reference. */
    private static final int ROOM = 1 << 20;

    private final Topics topics;

    OutputTopics(Cluster cluster) {
        this.topics = new Topics(cluster);
    }

    /** @throws NotReadyException if there is no such topic yet */
    TopicDescription source(String topic) {
        return topics.find(topic)
                .orElseThrow(() -> new NotReadyException(
                        "Cannot enrich " + topic + ": there is no such topic",
                        "It is created by who produces into it."));
    }

    /**
     * Creates the output topics where they are missing, with the source's retention.
     *
     * @throws CommandException if one that is there has too few partitions, or refuses records that the source takes
     */
    void ensure(EnrichTarget target, int partitions) {
        int largest = Integer.parseInt(topics.config(target.topic(), MAX_MESSAGE_BYTES_CONFIG));
        Map<String, String> configs = Map.of(
                RETENTION_MS_CONFIG,
                topics.config(target.topic(), RETENTION_MS_CONFIG),
                MAX_MESSAGE_BYTES_CONFIG,
                Long.toString(Math.min((long) largest + ROOM, Integer.MAX_VALUE)));
        for (String output : new String[] {target.enriched(), target.rejected()}) {
            if (topics.find(output).isEmpty()) {
                topics.create(output, partitions, configs);
            }
            check(target.topic(), output, partitions, output.equals(target.rejected()) ? largest : 0);
        }
    }

    private void check(String source, String output, int partitions, int largest) {
        TopicDescription found = topics.find(output)
                .orElseThrow(() -> new NotReadyException("Cannot write to " + output + ": it was deleted just now"));
        int own = found.partitions().size();
        if (own < partitions) {
            throw new UsageException(
                    "Cannot enrich " + source + ": it has " + partitions + " partitions and " + output + " has " + own,
                    "Each needs one of its own: kafka-topics --alter --topic " + output + " --partitions "
                            + partitions);
        }
        int takes = Integer.parseInt(topics.config(output, MAX_MESSAGE_BYTES_CONFIG));
        if (takes <= largest) {
            throw new UsageException(
                    "Cannot enrich " + source + ": it takes records of " + largest + " bytes and " + output + " of "
                            + takes,
                    "A rejected record has headers besides: set max.message.bytes of " + output + " to "
                            + ((long) largest + ROOM) + ".");
        }
        TimestampLimits limits = topics.timestampLimits(output);
        if (!limits.equals(TimestampLimits.NONE)) {
            throw new UsageException(
                    "Cannot write to " + output + ": it only takes record time stamps " + limits,
                    "Records keep their time stamps, which may be any: set message.timestamp.before.max.ms and"
                            + " message.timestamp.after.max.ms of " + output + " to " + Long.MAX_VALUE + ".");
        }
    }
}
