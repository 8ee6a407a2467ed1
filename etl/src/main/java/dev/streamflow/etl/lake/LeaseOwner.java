package dev.streamflow.etl.lake;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose a {@link Lease} is, as it is written into it.
 *
 * @param startedAt when its process was started, by that machine's clock, for people
 * @param token drawn for this lease
 * @param limitSeconds without a heartbeat, after which others may take over
 */
record LeaseOwner(String run, String host, long pid, String startedAt, String token, long limitSeconds) {
    /** Of a lease that its run was killed before it could write. */
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

    /** After which its run is dead, if that is known. */
    Optional<Duration> limit() {
        return limitSeconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(limitSeconds));
    }

    @Override
    public String toString() {
        return "run " + run + " (host " + host + ", process " + pid + ", since " + startedAt + ")";
    }
}
