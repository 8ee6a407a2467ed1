package dev.streamflow.local.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A line of a child as people read it: what a query says of each batch in JSON becomes a sentence, without what is
 * zero.
 */
final class ChildLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChildLine() {}

    /** Empty where the line says nothing that has to be shown. */
    static Optional<String> readable(String line) {
        if (!line.startsWith("{\"query\":")) {
            return line.isBlank() ? Optional.empty() : Optional.of(line);
        }
        try {
            return Optional.of(sentence(JSON.readTree(line)));
        } catch (JsonProcessingException e) {
            return Optional.of(line);
        }
    }

    private static String sentence(JsonNode status) {
        StringBuilder sentence = new StringBuilder();
        sentence.append(status.path("state").asText())
                .append(", batch ")
                .append(status.path("batch").asText());
        for (Map.Entry<String, JsonNode> figure : status.properties()) {
            JsonNode value = figure.getValue();
            if (value.isIntegralNumber()
                    && value.asLong() != 0
                    && !figure.getKey().equals("batch")) {
                sentence.append(String.format(Locale.ROOT, ", %s %,d", words(figure.getKey()), value.asLong()));
            }
        }
        long lag = 0;
        for (JsonNode partition : status.path("lag")) {
            lag += partition.asLong();
        }
        return sentence.append(String.format(Locale.ROOT, ", lag %,d", lag)).toString();
    }

    /** {@code files known} of {@code filesKnown}. */
    private static String words(String camel) {
        return camel.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
