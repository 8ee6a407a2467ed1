package dev.streamflow.streaming.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.streaming.KilledQuery;
import dev.streamflow.streaming.load.table.EventTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Files into PostgreSQL, compared with what DuckDB makes of them. */
public final class KilledLoad implements KilledQuery {
    private static final EventTable TABLE = EventTable.of(StorefrontFiles.SCHEMA);
    private static final String NO_SUCH_TABLE = "42P01";
    private static final int FEEDS_OF_A_FILE = 20;
    private static final int ROWS = 5_000;

    private final Path in;
    private final Path password;
    private final Database database;
    private final StorefrontFiles files;
    private final Random random = new Random(7);

    public KilledLoad(Path folder) throws IOException, SQLException {
        this.in = Files.createDirectories(folder.resolve("in"));
        this.database = SharedPostgres.database();
        this.password = Files.writeString(folder.resolve("password"), database.password());
        this.files = new StorefrontFiles(in, 7);
    }

    @Override
    public List<String> command() {
        return List.of(
                "load",
                "--input=" + in,
                "--url=" + database.url(),
                "--user=" + database.user(),
                "--password-file=" + password,
                "--settle=100ms",
                "--trigger=100ms");
    }

    @Override
    public void feed() throws IOException {
        if (random.nextInt(FEEDS_OF_A_FILE) == 0) {
            files.add(1 + random.nextInt(ROWS));
        }
    }

    /** At no moment are rows there without their load, nor a load without its rows. */
    @Override
    public void read() throws SQLException {
        try {
            assertThat(proof().findings()).isEmpty();
        } catch (SQLException e) {
            if (!NO_SUCH_TABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private LoadProof proof() throws SQLException {
        try (Connection connection = SharedPostgres.connect(database)) {
            return LoadProof.read(connection, TABLE);
        }
    }

    @Override
    public long made() throws IOException {
        if (!Files.isDirectory(in.resolve("done"))) {
            return 0;
        }
        try (Stream<Path> paths = Files.list(in.resolve("done"))) {
            return paths.count();
        }
    }

    @Override
    public boolean isDone() throws IOException {
        return made() >= files.count();
    }

    @Override
    public void verify() throws SQLException {
        assertThat(StorefrontFiles.loaded(database)).isEqualTo(StorefrontFiles.expected(in.resolve("done")));
        assertThat(proof().findings()).isEmpty();
    }
}
