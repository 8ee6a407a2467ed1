package dev.streamflow.ingest;

import dev.streamflow.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Not there yet. */
@Command(name = "extract")
final class ExtractCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitCode.USAGE;
    }
}
