package dev.streamflow.streaming.load;

import java.sql.SQLException;
import java.util.Set;

/** What a failure of the database means, by its SQLSTATE. */
final class SqlFailure {
    /**
     * Classes of what passes: connections, rolled back, out of something, an operator's doing, a system's fault. The
     * internal error is that of a server that is ending.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    /** Classes of what a row does: data, more than a limit of the program, the database's rules. */
    private static final Set<String> OF_ROWS = Set.of("22", "23", "54");

    private static final String NO_SUCH_PASSWORD = "28";

    private SqlFailure() {}

    /** Whether trying again, later, may help. */
    static boolean passes(SQLException failure) {
        return failure.getSQLState() == null || PASSING.contains(group(failure));
    }

    /** Whether the rows are what the database does not take. */
    static boolean isOfRows(SQLException failure) {
        return failure.getSQLState() != null && OF_ROWS.contains(group(failure));
    }

    static boolean isOfWhoAsks(SQLException failure) {
        return failure.getSQLState() != null && group(failure).equals(NO_SUCH_PASSWORD);
    }

    private static String group(SQLException failure) {
        String state = failure.getSQLState();
        return state.substring(0, Math.min(2, state.length()));
    }
}
