package dev.streamflow.events.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.streamflow.events.model.EventSchema;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads event schemas: JSON Schema (draft 2020-12) with the {@code x-} keywords of {@code docs/schemas.md}. */
public final class SchemaReader {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SchemaReader() {}

    /** @throws InvalidSchemaException if it cannot be used, with every fault it has */
    public static EventSchema read(Path file) {
        String fileName = file.getFileName().toString();
        String name = fileName.endsWith(".json") ? fileName.substring(0, fileName.length() - 5) : fileName;
        try {
            Path folder = file.toAbsolutePath().getParent();
            return parse(name, file.toString(), TextEncoding.read(file), folder);
        } catch (NoSuchFileException e) {
            throw new InvalidSchemaException(file.toString(), List.of(file + "#: there is no such file"));
        } catch (CharacterCodingException e) {
            throw new InvalidSchemaException(file.toString(), List.of(file + "#: is not UTF-8 text"));
        } catch (IOException e) {
            throw new InvalidSchemaException(file.toString(), List.of(file + "#: cannot be read: " + e.getMessage()));
        }
    }

    /**
     * As {@link #read}, for a document that is at hand, perhaps on another machine: the files it refers to need not be
     * there.
     *
     * @param name the kind of event, as the file without {@code .json} is called
     * @throws InvalidSchemaException if it cannot be used, with every fault it has
     */
    public static EventSchema parse(String name, String document) {
        return parse(name, name + ".json", document, null);
    }

    private static EventSchema parse(String name, String file, String document, Path folder) {
        JsonCursor root = JsonCursor.root(file, tree(file, document));
        refuseHalfCharacters(root);
        EventSchema schema = new DocumentReader(root, folder).read(name, document);
        if (!root.faults().isEmpty()) {
            throw new InvalidSchemaException(file, root.faults());
        }
        return schema;
    }

    /** JSON can escape half of a surrogate pair; UTF-8, which events are written in, has no bytes for it. */
    private static void refuseHalfCharacters(JsonCursor cursor) {
        JsonNode node = cursor.node();
        if (node.isTextual() && !UTF_8.newEncoder().canEncode(node.textValue())) {
            cursor.fault(
                    "has half of a surrogate pair (an escape from \\ud800 to \\udfff on its own), which no text can hold");
        } else if (node.isObject()) {
            cursor.keys().forEach(key -> refuseHalfCharacters(cursor.at(key)));
        } else if (node.isArray()) {
            cursor.elements().forEach(SchemaReader::refuseHalfCharacters);
        }
    }

    private static JsonNode tree(String file, String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            String where = place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
            String fault = file + "#: is not JSON: " + e.getOriginalMessage() + where;
            throw new InvalidSchemaException(file, List.of(fault));
        }
    }
}
