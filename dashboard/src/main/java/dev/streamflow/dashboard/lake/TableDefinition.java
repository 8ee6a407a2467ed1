package dev.streamflow.dashboard.lake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the run that made a gold table says of it.
 *
 * @param topics that it is made of
 */
public record TableDefinition(List<String> topics, List<String> grain, List<Defined> columns) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * A column, and how it adds up.
     *
     * @param numerator and {@code denominator}: of a RATIO the columns that are added up and divided; null for any
     *     other
     */
    public record Defined(String name, String additivity, String numerator, String denominator) {
        public Defined {
            requireNonNull(name, "name is null");
            requireNonNull(additivity, "additivity is null");
        }
    }

    public TableDefinition {
        topics = topics == null ? List.of() : List.copyOf(topics);
        grain = grain == null ? List.of() : List.copyOf(grain);
        columns = columns == null ? List.of() : List.copyOf(columns);
    }

    /** By name; lakes of earlier versions say nothing. */
    static SortedMap<String, TableDefinition> all(Path ledger) throws IOException {
        Path file = ledger.resolve("tables.json");
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        JsonNode tables = JSON.readTree(Files.readAllBytes(file)).path("tables");
        return JSON.convertValue(tables, new TypeReference<TreeMap<String, TableDefinition>>() {});
    }
}
