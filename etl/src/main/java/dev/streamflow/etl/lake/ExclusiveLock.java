package dev.streamflow.etl.lake;

/** A lock that excludes the runs of other processes from a lake. */
interface ExclusiveLock extends AutoCloseable {
    /**
     * Checks that the lock is still held, right before a change that cannot be undone.
     *
     * @throws dev.streamflow.cli.OperationFailedException if another run holds it now
     */
    void requireHeld();

    @Override
    void close();
}
