package dev.streamflow.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The properties of a broker that is alone: broker, controller and quorum in one process. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";
    private static final String CLIENTS = "CLIENTS";

    private BrokerSettings() {}

    static Map<String, String> of(Path folder, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("log.dirs", folder.toString());
        settings.putAll(node(port, controllerPort));
        settings.putAll(ALONE);
        settings.putAll(EVENT_TIME);
        settings.putAll(SMALL);
        return settings;
    }

    private static Map<String, String> node(int port, int controllerPort) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@localhost:" + controllerPort,
                "controller.listener.names",
                CONTROLLER,
                "inter.broker.listener.name",
                CLIENTS,
                "listeners",
                CLIENTS + "://localhost:" + port + "," + CONTROLLER + "://localhost:" + controllerPort,
                "listener.security.protocol.map",
                CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "auto.create.topics.enable",
                "false");
    }

    private static final Map<String, String> ALONE = Map.ofEntries(
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // After a kill the new broker waits until the old one's session has expired. A clean stop ends the session:
            // that is why controlled.shutdown.enable stays on, though there is nobody to hand leadership to.
            Map.entry("broker.session.timeout.ms", "6000"),
            Map.entry("broker.heartbeat.interval.ms", "1000"));

    /** Records carry the time of their event: the broker may neither refuse nor expire an old one. */
    private static final Map<String, String> EVENT_TIME = Map.of(
            "log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE),
            "log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE),
            "log.retention.ms", "-1");

    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("share.coordinator.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20)),
            // Room for a value of 1 MB with its key, headers and batch.
            Map.entry("message.max.bytes", Integer.toString(8 << 20)),
            Map.entry("controller.quorum.append.linger.ms", "1"),
            Map.entry("metadata.max.idle.interval.ms", "0"));
}
