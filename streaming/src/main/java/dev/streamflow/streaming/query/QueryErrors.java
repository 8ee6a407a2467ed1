package dev.streamflow.streaming.query;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.NotReadyException;
import dev.streamflow.cli.OperationFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.RetriableException;

/** What a query died of, in one line and with what to do. */
final class QueryErrors {
    private static final Pattern LOST =
            Pattern.compile("records in offset (\\[[0-9]+, [0-9]+\\)) for topic partition (\\S+)");

    private static final String NOT_FETCHED = "Cannot fetch record for offset";

    private QueryErrors() {}

    /**
     * Whether the cause is that Kafka does not answer, or not yet again; Spark's reader has an exception of Java's for
     * it.
     */
    static boolean isKafkaAway(Throwable failure) {
        return chain(failure).stream()
                .anyMatch(cause -> cause instanceof RetriableException
                        || (cause instanceof TimeoutException
                                && String.valueOf(cause.getMessage()).startsWith(NOT_FETCHED)));
    }

    /** The exception that ends the command. */
    static CommandException named(String job, Throwable failure) {
        for (Throwable cause : chain(failure)) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof CommandException known) {
                return known;
            } else if (cause instanceof OffsetOutOfRangeException
                    || message.contains("KAFKA_DATA_LOSS")
                    || message.contains("data may have been lost")) {
                return new OperationFailedException(
                        "Cannot go on with " + job + ": records were deleted before it had read them: " + lost(failure),
                        "The batch side has what landed. To go on without them, " + QueryIdentity.startOver(),
                        failure);
            } else if (message.contains("CONCURRENT_STREAM_LOG_UPDATE") || message.contains("CONCURRENT_QUERY")) {
                return new NotReadyException(
                        "Cannot go on with " + job + ": another query has taken its checkpoint", null, failure);
            }
        }
        List<Throwable> causes = chain(failure);
        Throwable innermost = causes.get(causes.size() - 1);
        return new OperationFailedException(
                "Cannot go on with " + job + ": " + firstLine(String.valueOf(innermost)), null, failure);
    }

    /** The partition and its missing offsets, as far as Spark says. */
    private static String lost(Throwable failure) {
        List<String> messages = chain(failure).stream()
                .map(cause -> String.valueOf(cause.getMessage()))
                .toList();
        return messages.stream()
                .map(LOST::matcher)
                .filter(Matcher::find)
                .map(found -> "offsets " + found.group(1) + " of " + found.group(2))
                .findFirst()
                .orElseGet(() -> firstLine(messages.get(messages.size() - 1)));
    }

    /** The innermost message, for a status. */
    static String reason(Throwable failure) {
        List<Throwable> causes = chain(failure);
        return firstLine(String.valueOf(causes.get(causes.size() - 1).getMessage()));
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
