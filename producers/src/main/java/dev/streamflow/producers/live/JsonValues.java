package dev.streamflow.producers.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.json.JsonBytes;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scalar values under some keys of a JSON object, and the same object with others in their place; every other
 * character stays.
 */
final class JsonValues {
    private static final JsonFactory JSON = new JsonFactory();

    private final String json;
    private final List<Value> values = new ArrayList<>();

    /**
     * A value in the document.
     *
     * @param text without quotes and escapes
     * @param isString whether it stands in quotes
     */
    private record Value(int path, int from, int to, String text, boolean isString) {}

    private JsonValues(String json) {
        this.json = json;
    }

    /**
     * Looks for the values.
     *
     * @param paths for each value the keys from the top to it; at each step any of the keys may be the one
     * @return {@code null} where it is no JSON object in UTF-8
     */
    static JsonValues in(JsonBytes document, List<List<List<String>>> paths) {
        String json = document.toString();
        if (!Arrays.equals(json.getBytes(UTF_8), document.toByteArray())) {
            return null;
        }
        JsonValues found = new JsonValues(json);
        try (JsonParser parser = JSON.createParser(new StringReader(json))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            found.collect(parser, paths, 0, all(paths.size()));
            return parser.nextToken() == null ? found : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static List<Integer> all(int count) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(i);
        }
        return all;
    }

    private void collect(JsonParser parser, List<List<List<String>>> paths, int depth, List<Integer> open)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            List<Integer> matching = open.stream()
                    .filter(path -> paths.get(path).size() > depth
                            && paths.get(path).get(depth).contains(key))
                    .toList();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT && !matching.isEmpty()) {
                collect(parser, paths, depth + 1, matching);
            } else if (token.isStructStart()) {
                parser.skipChildren();
            } else if (token.isNumeric() || token == JsonToken.VALUE_STRING) {
                int from = (int) parser.currentTokenLocation().getCharOffset();
                String text = parser.getText();
                int to = (int) parser.currentLocation().getCharOffset();
                matching.stream()
                        .filter(path -> paths.get(path).size() == depth + 1)
                        .forEach(path -> values.add(new Value(path, from, to, text, token == JsonToken.VALUE_STRING)));
            }
        }
    }

    /** The text of the first value of that path; {@code null} where it has none. */
    String text(int path) {
        return values.stream()
                .filter(value -> value.path() == path)
                .map(Value::text)
                .findFirst()
                .orElse(null);
    }

    /** The document with other texts, one for each path; {@code null} leaves the values of a path as they are. */
    byte[] with(List<String> texts) {
        JsonBytes changed = new JsonBytes();
        int done = 0;
        for (Value value : values) {
            String text = texts.get(value.path());
            if (text != null) {
                changed.raw(json.substring(done, value.from()));
                if (value.isString()) {
                    changed.string(text);
                } else {
                    changed.raw(text);
                }
                done = value.to();
            }
        }
        return (changed + json.substring(done)).getBytes(UTF_8);
    }
}
