package dev.streamflow.landing.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The ledger's documents as JSON; the same document always gives the same bytes. */
public final class LedgerJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private LedgerJson() {}

    /** The document's bytes, UTF-8. */
    public static byte[] bytes(Plan plan) {
        return written(plan);
    }

    /** The document's bytes, UTF-8. */
    public static byte[] bytes(Commit commit) {
        return written(commit);
    }

    /** The document's bytes, UTF-8. */
    public static byte[] bytes(Retention retention) {
        return written(retention);
    }

    /**
     * The plan that the bytes hold.
     *
     * @param path for the message
     * @param topic it must be about
     * @param run it must be about
     * @throws InvalidLedgerException saying what is wrong with it, whatever the bytes are
     */
    public static Plan plan(byte[] bytes, String path, String topic, int run) {
        Plan plan = read(bytes, Plan.class, Plan.VERSION, path);
        requireOwn(path, topic, "run " + run, plan.topic(), "run " + plan.run());
        return plan;
    }

    /**
     * The commit that the bytes hold.
     *
     * @param path for the message
     * @param topic it must be about
     * @param run it must be about
     * @throws InvalidLedgerException saying what is wrong with it, whatever the bytes are
     */
    public static Commit commit(byte[] bytes, String path, String topic, int run) {
        Commit commit = read(bytes, Commit.class, Plan.VERSION, path);
        requireOwn(path, topic, "run " + run, commit.topic(), "run " + commit.run());
        return commit;
    }

    /**
     * The entry of retention that the bytes hold.
     *
     * @param path for the message
     * @param topic it must be about
     * @param number it must have
     * @throws InvalidLedgerException saying what is wrong with it, whatever the bytes are
     */
    public static Retention retention(byte[] bytes, String path, String topic, int number) {
        Retention retention = read(bytes, Retention.class, Retention.VERSION, path);
        requireOwn(path, topic, "retention " + number, retention.topic(), "retention " + retention.number());
        return retention;
    }

    private static byte[] written(Object document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write a ledger document: " + e.getOriginalMessage(), e);
        }
    }

    private static <T> T read(byte[] bytes, Class<T> type, int version, String path) {
        try {
            JsonNode document = JSON.readTree(bytes);
            requireVersion(document.path("version"), version, path);
            return JSON.treeToValue(document, type);
        } catch (IOException e) {
            throw damaged(path, reason(e), e);
        }
    }

    private static void requireVersion(JsonNode version, int known, String path) {
        if (!version.isInt()) {
            throw damaged(path, "it has no version", null);
        } else if (version.intValue() != known) {
            throw new InvalidLedgerException(
                    "Cannot read " + path + ": its version is " + version + ", this Streamflow knows " + known,
                    "Run the Streamflow that wrote it.",
                    null);
        }
    }

    /** A copy under another run's name would double its files. */
    private static void requireOwn(String path, String topic, String what, String foundTopic, String foundWhat) {
        if (!foundWhat.equals(what) || !foundTopic.equals(topic)) {
            throw damaged(path, "it is about " + foundWhat + " of " + foundTopic, null);
        }
    }

    private static InvalidLedgerException damaged(String path, String reason, Throwable cause) {
        return new InvalidLedgerException(
                "Cannot read " + path + ": not a document of the ledger: " + reason,
                "It was changed after it had been written; restore it from a copy.",
                cause);
    }

    private static String reason(IOException failure) {
        Throwable cause = failure instanceof ValueInstantiationException ? failure.getCause() : failure;
        String message =
                cause instanceof JsonProcessingException known ? known.getOriginalMessage() : cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
