package dev.streamflow.etl.job;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.spark.SparkException;

/** Turns exceptions of Spark and of the file system into one line: what failed, and the innermost cause. */
public final class SparkErrors {
    private SparkErrors() {}

    /** @param what completes "Cannot …" */
    public static <T> T naming(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (CommandException e) {
            throw e;
        } catch (Exception e) { // Scala throws SparkException, which is checked, without declaring it
            if (e instanceof SparkException || e instanceof UncheckedIOException || e instanceof CompletionException) {
                throw new OperationFailedException("Cannot " + what + ": " + reason(e), null, e);
            }
            throw e;
        }
    }

    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
    }
}
