package dev.streamflow.streaming.load;

import dev.streamflow.streaming.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Optional;

/** The database of a load: one that was named, or a PostgreSQL of its own for as long as this is open. */
final class Server implements AutoCloseable {
    private final Database database;
    private final Optional<EmbeddedPostgres> own;

    private Server(Database database, Optional<EmbeddedPostgres> own) {
        this.database = database;
        this.own = own;
    }

    /** @param live the folder of live queries, where its own one has a folder */
    static Server open(DatabaseOptions options, Path live) {
        return options.database()
                .map(named -> new Server(named, Optional.empty()))
                .orElseGet(() -> {
                    EmbeddedPostgres server = EmbeddedPostgres.start(live.resolve("postgres"));
                    return new Server(
                            new Database(server.url(), EmbeddedPostgres.USER, server.password()), Optional.of(server));
                });
    }

    /** As {@link #open}, and beside a load that runs the one of its own already. */
    static Server join(DatabaseOptions options, Path live) {
        return EmbeddedPostgres.running(live.resolve("postgres"))
                .filter(running -> options.database().isEmpty())
                .map(running -> new Server(
                        new Database(running.url(), EmbeddedPostgres.USER, running.password()), Optional.empty()))
                .orElseGet(() -> open(options, live));
    }

    Database database() {
        return database;
    }

    /** Starts its own one again where that has ended. */
    void revive() {
        own.ifPresent(EmbeddedPostgres::revive);
    }

    /** How people get there. */
    String psql() {
        return own.map(server -> "PGPASSFILE=" + server.passwordFile() + " ").orElse("") + "psql '"
                + database.url()
                        .replaceFirst("^jdbc:postgresql://", "postgresql://" + database.user() + "@")
                        .replaceFirst("[?&]user=[^&]*$", "")
                        .replaceFirst("user=[^&]*&", "")
                + "'";
    }

    @Override
    public void close() {
        own.ifPresent(EmbeddedPostgres::close);
    }
}
