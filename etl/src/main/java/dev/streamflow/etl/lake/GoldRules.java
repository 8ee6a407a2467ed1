package dev.streamflow.etl.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.util.List;

/**
 * What the rows of a gold table have to be within a date, by names of columns. Rows come in an order that begins with
 * the columns that {@code order} and {@code grain} begin with alike; where they begin alike is also where a large table
 * is cut into files.
 *
 * @param order the columns that rows are ordered by
 * @param grain the columns that identify a row
 * @param required the columns that are not null
 * @param revenue the amount that is added up; null for none
 */
public record GoldRules(List<String> order, List<String> grain, List<String> required, String revenue)
        implements Serializable {
    private static final ObjectMapper JSON = new ObjectMapper();

    public GoldRules {
        // Lists that Java can serialize, also where they are views.
        order = List.copyOf(order);
        grain = List.copyOf(grain);
        required = List.copyOf(required);
    }

    /**
     * The columns that order and grain begin with alike: rows with the same key are together in the rows that agree on
     * them.
     */
    public List<String> common() {
        int length = 0;
        while (length < Math.min(order.size(), grain.size())
                && order.get(length).equals(grain.get(length))) {
            length++;
        }
        return grain.subList(0, length);
    }

    static GoldRules parse(String json) {
        try {
            return JSON.readValue(json, GoldRules.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot read " + json, e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + this, e);
        }
    }
}
