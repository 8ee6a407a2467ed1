package dev.streamflow.streaming.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.Schemas;
import dev.streamflow.streaming.load.table.EventTable;
import dev.streamflow.streaming.load.table.TableSetup;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ITTableSetup {
    private static final EventTable TABLE = EventTable.of(StorefrontFiles.SCHEMA);

    private Database database;

    @BeforeEach
    void prepare() throws SQLException {
        database = SharedPostgres.database();
    }

    private List<String> set(EventSchema schema) {
        try (Connection connection = SharedPostgres.connect(database)) {
            return new TableSetup(schema, EventTable.of(schema)).apply(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void severalFirstStartsAtOnceMakeItOnce() throws Exception {
        List<CompletableFuture<List<String>>> starts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            starts.add(CompletableFuture.supplyAsync(() -> set(StorefrontFiles.SCHEMA)));
        }
        for (CompletableFuture<List<String>> start : starts) {
            assertThat(start.get(2, TimeUnit.MINUTES)).isEmpty();
        }
        assertThat(SharedPostgres.rows(database, "SELECT count(*) FROM pg_indexes WHERE tablename = 'user_events'"))
                .containsExactly("6");
        SharedPostgres.execute(database, "SET ROLE streamflow_reader; SELECT * FROM event_summary, loads, quarantine");
        assertThatThrownBy(
                        () -> SharedPostgres.execute(database, "SET ROLE streamflow_reader; DELETE FROM user_events"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void everyShippedSchemaHasATable() {
        for (EventSchema schema : Schemas.all(Path.of("../schemas"))) {
            if (!schema.name().equals("user_events")) {
                assertThat(set(schema)).as(schema.name()).isEmpty();
                assertThat(set(schema)).as(schema.name()).isEmpty();
            }
        }
        EventSchema other = Schemas.find("user_events", Path.of("../schemas"));
        assertThatThrownBy(() -> set(other))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(
                        "Cannot load into table user_events: it is not as the schema has it: column page text is missing");
    }

    @Test
    void aTableThatDiffersIsRefusedByName() throws SQLException {
        SharedPostgres.execute(database, "CREATE TABLE user_events (id serial, event_id varchar(36), more integer)");
        assertThatThrownBy(() -> set(StorefrontFiles.SCHEMA))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("column id is integer, not bigint")
                .hasMessageContaining("column event_id is character varying(36), not text")
                .hasMessageContaining("column user_id text is missing")
                .hasMessageContaining("column more integer is not the schema's");
        assertThat(SharedPostgres.rows(database, "SELECT 1 FROM pg_class WHERE relname = 'loads'"))
                .isEmpty();
    }

    @Test
    void withoutTheIndexThatKeepsEventsOnceNothingIsLoaded() throws SQLException {
        set(StorefrontFiles.SCHEMA);
        SharedPostgres.execute(database, "DROP INDEX user_events_event_id_idx");
        assertThatThrownBy(() -> set(StorefrontFiles.SCHEMA))
                .hasMessageContaining("it lacks the unique index that keeps each event once");
    }

    @Test
    void whoeverChangesRowsByHandIsFoundOut() throws Exception {
        set(StorefrontFiles.SCHEMA);
        VerifyLoadCommand verify = new VerifyLoadCommand();
        new CommandLine(verify)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(
                        "--url",
                        database.url(),
                        "--user",
                        database.user(),
                        "--schemas",
                        "../schemas",
                        "--password-file",
                        password());
        assertThat(verify.call()).isNotNull();

        SharedPostgres.execute(
                database,
                "INSERT INTO loads (table_name, sha256, file, bytes, state, rows, inserted) VALUES ('user_events', 'x', 'x.csv', 1, 'loaded', 3, 3)");
        assertThatThrownBy(verify::call).isInstanceOfSatisfying(CheckFailedException.class, failure -> {
            assertThat(failure.finding().orElseThrow().rows())
                    .singleElement()
                    .asString()
                    .startsWith("x.csv at ")
                    .endsWith(": 3 rows were inserted, 0 are there");
            assertThat(failure.finding().orElseThrow().expected()).startsWith("3 rows");
        });
        assertThat(TABLE.name()).isEqualTo("user_events");
    }

    private String password() throws Exception {
        Path file = java.nio.file.Files.createTempFile(Path.of("target"), "password", null);
        java.nio.file.Files.writeString(file, database.password());
        return file.toString();
    }
}
