package dev.streamflow.streaming.load;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.UsageException;
import dev.streamflow.streaming.load.table.EventTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proof that a table holds what its loads say. */
@Command(
        name = "verify-load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Proves that a table has exactly the rows that its loads say: in all, and of each load.",
            "Ends with 50 and names what differs where it does not. It may run beside a load."
        },
        footer = {"", "Examples:", "  verify-load", "  verify-load --schema purchases --url postgresql://loader@db/shop"
        })
public final class VerifyLoadCommand implements Callable<Result> {
    @Mixin
    TargetOptions target;

    @Mixin
    DatabaseOptions databaseOptions;

    @Option(
            names = "--live",
            paramLabel = "DIR",
            defaultValue = "data/live",
            description = "The folder of live queries, for the PostgreSQL of its own there (default: ${DEFAULT-VALUE})")
    Path live;

    @Mixin
    CommonOptions common;

    @Override
    public Result call() {
        EventTable table = target.table(target.schema());
        try (Server server = Server.join(databaseOptions, live);
                Connection connection = server.database().connect()) {
            LoadProof proof = LoadProof.read(connection, table);
            if (!proof.findings().isEmpty()) {
                throw new CheckFailedException(
                                "Cannot verify table " + table.name()
                                        + ": it does not have the rows that its loads say",
                                "Rows were deleted or added by hand, or created_at was changed; docs/streaming.md says how"
                                        + " to load a file again.",
                                new CheckFailedException.Finding(
                                        "load", proof.expected(), proof.found(), proof.findings()))
                        .after(proof.figures());
            }
            return Result.done(proof.figures());
        } catch (SQLException e) {
            if ("42P01".equals(e.getSQLState())) {
                throw new UsageException(
                        "Cannot verify table " + table.name() + ": nothing was loaded into this database");
            }
            throw new OperationFailedException("Cannot verify table " + table.name() + ": " + e.getMessage(), null, e);
        }
    }
}
