package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.view.About;
import java.util.List;

/** Ready-made connections for other tools: they read gold, or a copy of it. */
final class Connections {
    static final String VIEWS = "/about/views.sql";
    private static final String FILE = "streamflow.duckdb";

    private final String lake;
    private final List<String> tables;

    Connections(String lake, List<String> tables) {
        this.lake = lake;
        this.tables = List.copyOf(tables);
    }

    About about() {
        return new About(lake, VIEWS, views(), postgres(), tools());
    }

    /** A view for each table of gold; DuckDB reads the Parquet files as they are at the moment. */
    String views() {
        StringBuilder sql = new StringBuilder("-- duckdb ").append(FILE).append(" < views.sql\n");
        for (String table : tables) {
            sql.append("CREATE OR REPLACE VIEW ")
                    .append(name(table))
                    .append(" AS\n  SELECT * FROM read_parquet(")
                    .append(text(lake + "/gold/" + table + "/*/*.parquet"))
                    .append(", hive_partitioning = true, hive_types = {'event_date': DATE});\n");
        }
        return sql.toString();
    }

    /** Copies the views into a PostgreSQL: for tools that know nothing else, or run where the lake is not. */
    private String postgres() {
        StringBuilder sql = new StringBuilder("INSTALL postgres; LOAD postgres;\n")
                .append("ATTACH 'host=localhost dbname=streamflow user=streamflow' AS pg (TYPE postgres);\n")
                .append("CREATE SCHEMA IF NOT EXISTS pg.gold;\n");
        for (String table : tables) {
            sql.append("CREATE OR REPLACE TABLE pg.gold.")
                    .append(name(table))
                    .append(" AS FROM ")
                    .append(name(table))
                    .append(";\n");
        }
        return sql.toString();
    }

    private static String name(String table) {
        return '"' + table.replace("\"", "\"\"") + '"';
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static List<About.Tool> tools() {
        return List.of(
                new About.Tool(
                        "Superset",
                        "pip install duckdb-engine where Superset runs; the lake mounted there, read-only",
                        List.of(
                                step("Settings › Database Connections › + Database › Other", "SQLAlchemy URI"),
                                step("SQLAlchemy URI", "duckdb:////path/to/" + FILE + "?access_mode=read_only"),
                                step("Dataset", "any view of it; event_date is the time column"))),
                new About.Tool(
                        "Metabase",
                        "the DuckDB driver in Metabase's plugins folder, or the copy in PostgreSQL",
                        List.of(
                                step("Admin › Databases › Add", "DuckDB"),
                                step("Database file", "/path/to/" + FILE),
                                step("Establish a read-only connection", "on"))),
                new About.Tool(
                        "Power BI",
                        "the copy in PostgreSQL (the connector is built in), or gold_csv as a folder",
                        List.of(
                                step("Get data", "PostgreSQL database"),
                                step("Server, Database", "localhost:5432, streamflow"),
                                step("Navigator", "schema gold"),
                                step(
                                        "Without a database: Get data › Folder",
                                        "gold_csv/<table> of the lake, then Combine"))),
                new About.Tool(
                        "pandas, Spark, a spreadsheet",
                        "nothing: a plain glob sees every row once",
                        List.of(
                                step("pandas", "pandas.read_parquet(\"<lake>/gold/<table>\")"),
                                step("Spark", "spark.read.parquet(\"<lake>/gold/<table>\")"),
                                step("spreadsheet", "gold_csv/<table>/<date>.csv, or CSV on a table's page"))));
    }

    private static About.Step step(String where, String what) {
        return new About.Step(where, what);
    }
}
