package dev.streamflow.ingest.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.streamflow.cli.CheckFailedException;
import java.io.IOException;

/** The ledger's documents as JSON; the same document always gives the same bytes. */
final class Documents {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
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

    /** @param path for the message */
    static <T> T read(byte[] bytes, Class<T> type, String path) {
        try {
            return JSON.readValue(bytes, type);
        } catch (IOException e) {
            throw new CheckFailedException(
                    "Cannot read " + path + ": not a document of the ledger",
                    "It was changed after it had been written; restore it from a copy.",
                    e);
        }
    }
}
