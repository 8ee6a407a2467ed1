package dev.streamflow.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** What Jackson, strict as it is by default, says of a value: a second opinion. */
final class JacksonOracle {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonObjectValidator.MAX_DEPTH)
                    .build())
            .build();

    private JacksonOracle() {}

    /**
     * The field's first value as text behind the kind of its token, such as {@code STRING 2026}, {@code NONE} for a
     * field that is missing or something else; null for a value that is not one JSON object.
     */
    static String firstOf(String field, byte[] value) {
        try (JsonParser parser = FACTORY.createParser(strictly(value))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            String found = null;
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return null;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                boolean isField = token == JsonToken.FIELD_NAME
                        && depth == 1
                        && parser.currentName().equals(field);
                if (isField) {
                    JsonToken next = parser.nextToken();
                    depth += next.isStructStart() ? 1 : 0;
                    found = found == null ? described(parser, next) : found;
                }
                // Strings are decoded when they are asked for, and only then found to be broken.
                parser.getText();
            }
            boolean ends = parser.nextToken() == null;
            return ends ? found == null ? "NONE" : found : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static String described(JsonParser parser, JsonToken token) throws IOException {
        return token == JsonToken.VALUE_STRING
                ? "STRING " + wellFormed(parser.getText())
                : token.isNumeric() ? "NUMBER " + parser.getText() : "NONE";
    }

    /** As UTF-8 has it: half a surrogate pair, which an escape may stand for, becomes a question mark. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    private static String strictly(byte[] value) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    }
}
