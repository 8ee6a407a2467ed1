package dev.streamflow.streaming.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The value of an enriched record: the event byte by byte as it was sent, with more properties at its end. Only where
 * the event has one of these names already is it written anew, without its own.
 */
final class EnrichedValue {
    private static final byte[] NULL = "null".getBytes(UTF_8);
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private EnrichedValue() {}

    /**
     * Adds properties.
     *
     * @param event a JSON object and nothing else but white space
     * @param added JSON values by name, in their order; null for {@code null}
     */
    static byte[] of(byte[] event, Map<String, byte[]> added) {
        if (added.isEmpty()) {
            return event;
        }
        boolean hasOne = added.keySet().stream().anyMatch(name -> has(event, name));
        return spliced(hasOne ? without(event, added.keySet()) : event, added);
    }

    private static byte[] spliced(byte[] event, Map<String, byte[]> added) {
        int brace = event.length - 1;
        while (event[brace] != '}') {
            brace--;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.length + 256);
        out.write(event, 0, brace);
        boolean first = isEmpty(event, brace);
        for (Map.Entry<String, byte[]> property : added.entrySet()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.write('"');
            out.writeBytes(new SerializedString(property.getKey()).asQuotedUTF8());
            out.write('"');
            out.write(':');
            out.writeBytes(property.getValue() == null ? NULL : property.getValue());
        }
        out.write('}');
        return out.toByteArray();
    }

    private static boolean isEmpty(byte[] event, int brace) {
        int last = brace - 1;
        while (last > 0 && event[last] <= ' ') {
            last--;
        }
        return event[last] == '{';
    }

    /** Whether the name stands in the event anywhere, as a property or not; one with an escape in it counts as well. */
    private static boolean has(byte[] event, String name) {
        byte[] quoted = ('"' + name + '"').getBytes(UTF_8);
        for (int at = 0; at < event.length; at++) {
            if (event[at] == '\\' && at + 1 < event.length && event[at + 1] == 'u') {
                return true;
            }
            int same = 0;
            while (same < quoted.length && at + same < event.length && event[at + same] == quoted[same]) {
                same++;
            }
            if (same == quoted.length) {
                return true;
            }
        }
        return false;
    }

    /** The event without these properties at its top; the bytes of the others stay as they are. */
    private static byte[] without(byte[] event, Collection<String> names) {
        List<int[]> kept = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                boolean keeps = !names.contains(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
                parser.finishToken();
                if (keeps) {
                    kept.add(new int[] {from, (int) parser.currentLocation().getByteOffset()});
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.length);
        out.write('{');
        for (int[] property : kept) {
            if (out.size() > 1) {
                out.write(',');
            }
            out.write(event, property[0], trimmed(event, property[0], property[1]) - property[0]);
        }
        out.write('}');
        return out.toByteArray();
    }

    /** The end of a number's token may lie behind it. */
    private static int trimmed(byte[] event, int from, int to) {
        int end = to;
        while (end > from && (event[end - 1] <= ' ' || event[end - 1] == ',')) {
            end--;
        }
        return end;
    }
}
