package dev.streamflow.cli;

/** How a command ended: the contract with Airflow and with scripts. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** It failed; trying again may help. */
    public static final int FAILURE = 1;
    /** It was called wrongly; trying again does not help. */
    public static final int USAGE = 2;
    /** The day is not over yet; trying again later helps. */
    public static final int NOT_READY = 20;
    /** A check of the data failed; somebody has to look. */
    public static final int CHECK_FAILED = 50;
    /** There was nothing to do; Airflow skips. */
    public static final int NOTHING_TO_DO = 99;

    private ExitCode() {}
}
