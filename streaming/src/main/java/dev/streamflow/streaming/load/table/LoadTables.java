package dev.streamflow.streaming.load.table;

import java.util.List;

/** The tables that a load keeps for itself, one of each in a database. */
public final class LoadTables {
    /** Grain: a file's content and the table that it was loaded into. */
    public static final String LOADS = "loads";
    /** Grain: a row of a file that is not clean. */
    public static final String QUARANTINE = "quarantine";

    private static final String CREATE_LOADS = """
            CREATE TABLE loads (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              table_name text NOT NULL,
              sha256 text NOT NULL,
              file text NOT NULL,
              bytes bigint NOT NULL,
              state text NOT NULL CHECK (state IN ('loaded', 'refused')),
              reason text,
              rows bigint NOT NULL DEFAULT 0,
              inserted bigint NOT NULL DEFAULT 0,
              duplicates bigint NOT NULL DEFAULT 0,
              quarantined bigint NOT NULL DEFAULT 0,
              blank_lines bigint NOT NULL DEFAULT 0,
              loaded_at timestamp with time zone NOT NULL DEFAULT now(),
              UNIQUE (table_name, sha256),
              CHECK (rows = inserted + duplicates + quarantined))""";

    private static final String CREATE_QUARANTINE = """
            CREATE TABLE quarantine (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              load_id bigint NOT NULL REFERENCES loads ON DELETE CASCADE,
              line bigint NOT NULL,
              reasons text[] NOT NULL,
              raw text NOT NULL,
              raw_bytes bytea,
              created_at timestamp with time zone NOT NULL DEFAULT now())""";

    private LoadTables() {}

    static List<String> loads() {
        return List.of(CREATE_LOADS);
    }

    static List<String> quarantine() {
        return List.of(CREATE_QUARANTINE, "CREATE INDEX ON quarantine (load_id)");
    }

    /** The columns as {@link TableCheck} finds them in a table of ours. */
    static List<String> expected(String definition) {
        return definition
                .lines()
                .skip(1)
                .map(String::strip)
                .filter(line -> line.matches("[a-z].*"))
                .map(line -> line.replaceFirst("^(\\w+) (timestamp with time zone|[a-z]+(?:\\[\\])?).*$", "$1 $2"))
                .toList();
    }

    static List<String> loadsColumns() {
        return expected(CREATE_LOADS);
    }

    static List<String> quarantineColumns() {
        return expected(CREATE_QUARANTINE);
    }
}
