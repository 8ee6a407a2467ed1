package dev.streamflow.ingest.ledger;

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
import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CommandException;
import java.io.IOException;

/** The ledger's documents as JSON; the same document always gives the same bytes. */
final class Documents {
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

    private Documents() {}

    static byte[] bytes(Object document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write a ledger document: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The document that the bytes hold.
     *
     * @param path for the message
     * @throws CommandException saying what is wrong with it, whatever the bytes are
     */
    static <T> T read(byte[] bytes, Class<T> type, String path) {
        try {
            JsonNode document = JSON.readTree(bytes);
            requireVersion(document.path("version"), path);
            return JSON.treeToValue(document, type);
        } catch (IOException e) {
            throw damaged(path, reason(e), e);
        }
    }

    private static void requireVersion(JsonNode version, String path) {
        if (!version.isInt()) {
            throw damaged(path, "it has no version", null);
        } else if (version.intValue() != Plan.VERSION) {
            throw new CheckFailedException(
                    "Cannot read " + path + ": its version is " + version + ", this Streamflow knows " + Plan.VERSION,
                    "Run the Streamflow that wrote it.");
        }
    }

    static CommandException damaged(String path, String reason, Throwable cause) {
        return new CheckFailedException(
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
