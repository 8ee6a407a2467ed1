package dev.streamflow.etl.gold;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.Staging;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * What the gold tables of a lake are, for readers that have only the lake: the document {@code ledger/tables.json}. A
 * publication replaces it together with its tables; a table that no run makes any more stays as it was last made.
 *
 * @param version of this document
 */
public record TableCatalog(int version, SortedMap<String, Definition> tables) {
    /** The version that this code writes. */
    public static final int VERSION = 1;

    private static final String PLACE = "ledger/tables.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * A table, by what its class says.
     *
     * @param topics that it is made of
     * @param grain the columns that, with {@code event_date}, identify a row
     * @param columns all others
     */
    public record Definition(List<String> topics, List<String> grain, List<GoldColumn> columns) {
        public Definition {
            topics = List.copyOf(topics);
            grain = List.copyOf(grain);
            columns = List.copyOf(columns);
        }

        static Definition of(GoldTable table) {
            return new Definition(table.topics().stream().sorted().toList(), table.grain(), table.columns());
        }
    }

    public TableCatalog {
        requireNonNull(tables, "tables is null");
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** What a lake says of its tables; nothing if it has no such document yet. */
    static TableCatalog of(Lake lake) {
        Path path = lake.path(PLACE);
        try (InputStream in = lake.fileSystem().open(path)) {
            return JSON.readValue(in, TableCatalog.class);
        } catch (FileNotFoundException e) {
            return new TableCatalog(VERSION, new TreeMap<>());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private TableCatalog with(Collection<GoldTable> made) {
        SortedMap<String, Definition> all = new TreeMap<>(tables);
        made.forEach(table -> all.put(table.name(), Definition.of(table)));
        return new TableCatalog(VERSION, all);
    }

    /** Stages the lake's document where these tables change it. */
    public static void stage(Staging staging, Lake lake, Collection<GoldTable> made) {
        TableCatalog before = of(lake);
        TableCatalog after = before.with(made);
        if (!after.equals(before)) {
            staging.text(PLACE, after.json() + "\n");
        }
    }

    private String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + this, e);
        }
    }
}
