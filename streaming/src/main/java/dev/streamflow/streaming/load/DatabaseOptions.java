package dev.streamflow.streaming.load;

import dev.streamflow.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbcurlresolver.PgPassParser;
import picocli.CommandLine.Option;

/** Which database, and who goes there. */
final class DatabaseOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = {
                "The database: jdbc:postgresql://HOST/DATABASE or postgresql://USER@HOST/DATABASE, with parameters such as"
                        + " ?sslmode=verify-full (default: a PostgreSQL of its own in the folder of --live)"
            })
    String url;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Who goes there (default: the URL's user, PGUSER, or who runs this)")
    String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "Its first line is the password (default: PGPASSWORD, or the file of PGPASSFILE, or ~/.pgpass)")
    Path passwordFile;

    /**
     * The database that was named; empty where none was.
     *
     * @throws UsageException if the URL is none of PostgreSQL, or holds a password
     */
    Optional<Database> database() {
        if (url == null) {
            return Optional.empty();
        }
        String jdbc = jdbc(url);
        Properties parsed = Driver.parseURL(jdbc, new Properties());
        if (parsed == null) {
            throw new UsageException(
                    "Cannot use --url " + url + ": it is not of PostgreSQL",
                    "It looks like jdbc:postgresql://localhost:5432/streamflow.");
        } else if (parsed.getProperty(PGProperty.PASSWORD.getName()) != null) {
            throw hasPassword();
        }
        String who = Optional.ofNullable(user)
                .or(() -> Optional.ofNullable(parsed.getProperty(PGProperty.USER.getName())))
                .or(() -> Optional.ofNullable(System.getenv("PGUSER")))
                .orElse(System.getProperty("user.name"));
        return Optional.of(new Database(jdbc, who, password(parsed, who)));
    }

    /** As JDBC takes it: psql writes the user in front of the host. */
    private static String jdbc(String url) {
        String plain = url.replaceFirst("^jdbc:", "").replaceFirst("^postgres(ql)?://", "postgresql://");
        int at = plain.indexOf('@');
        int path = plain.indexOf('/', "postgresql://".length());
        if (!plain.startsWith("postgresql://") || at < 0 || (path >= 0 && at > path)) {
            return "jdbc:" + plain;
        }
        String who = plain.substring("postgresql://".length(), at);
        if (who.contains(":")) {
            throw hasPassword();
        }
        String rest = plain.substring(at + 1);
        return "jdbc:postgresql://" + rest + (rest.contains("?") ? "&" : "?") + "user=" + who;
    }

    private static UsageException hasPassword() {
        return new UsageException(
                "Cannot use --url: a password in it would be seen by everybody on this machine",
                "Use --password-file, PGPASSWORD or PGPASSFILE.");
    }

    private String password(Properties parsed, String who) {
        if (passwordFile != null) {
            try {
                return Files.readString(passwordFile).lines().findFirst().orElse("");
            } catch (IOException e) {
                throw new UsageException("Cannot read --password-file " + passwordFile + ": " + e, null, e);
            }
        }
        String given = System.getenv("PGPASSWORD");
        if (given != null && !given.isEmpty()) {
            return given;
        }
        String found = PgPassParser.getPassword(
                who,
                parsed.getProperty(PGProperty.PG_DBNAME.getName()),
                parsed.getProperty(PGProperty.PG_HOST.getName()),
                parsed.getProperty(PGProperty.PG_PORT.getName()));
        return found == null ? "" : found;
    }
}
