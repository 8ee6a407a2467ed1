package dev.streamflow.etl.lake;

/** A run's sole right to change a lake, against the runs of other processes. */
interface ExclusiveLock extends AutoCloseable {
    /**
     * Asks again, right before something that cannot be undone.
     *
     * @throws dev.streamflow.cli.OperationFailedException if another run has it now
     */
    void requireHeld();

    @Override
    void close();
}
