package dev.streamflow.ingest.ledger;

/**
 * What became of one partition's records in a run: read = landed + rejected + tombstones.
 *
 * @param start the first offset of the run
 * @param end the offset behind its last
 */
public record Counts(int partition, long start, long end, long read, long landed, long rejected, long tombstones) {
    public Counts {
        if (read != landed + rejected + tombstones) {
            throw new IllegalStateException("Cannot balance partition " + partition + ": read " + read + ", landed "
                    + landed + ", rejected " + rejected + ", tombstones " + tombstones);
        }
    }
}
