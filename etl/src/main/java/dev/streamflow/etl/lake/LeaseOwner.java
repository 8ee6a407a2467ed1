package dev.streamflow.etl.lake;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The owner of a {@link Lease}, as written into it.
 *
 * @param startedAt when its process was started, by that machine's clock, for people
 * @param token drawn for this lease
 * @param limitSeconds without a heartbeat, after which others may take over
 */
record LeaseOwner(String run, String host, long pid, String startedAt, String token, long limitSeconds) {
    /** The owner of a lease whose run was killed before it wrote it. */
    static final LeaseOwner UNKNOWN = new LeaseOwner("unknown", "unknown", 0, "unknown", "", -1);

    static LeaseOwner here(String run, Duration limit) {
        ProcessHandle process = ProcessHandle.current();
        return new LeaseOwner(
                run,
                thisHost(),
                process.pid(),
                process.info().startInstant().map(Instant::toString).orElse("unknown"),
                UUID.randomUUID().toString(),
                limit.toSeconds());
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** The silence after which its run counts as dead, if known. */
    Optional<Duration> limit() {
        return limitSeconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(limitSeconds));
    }

    @Override
    public String toString() {
        return "run " + run + " (host " + host + ", process " + pid + ", since " + startedAt + ")";
    }
}
