package dev.streamflow.streaming.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DatabaseOptionsTest {
    @Command
    private static final class Options {
        @Mixin
        DatabaseOptions database;
    }

    private static DatabaseOptions options(String... args) {
        Options options = new Options();
        new CommandLine(options).parseArgs(args);
        return options.database;
    }

    @Test
    void takesUrlsAsJdbcAndAsPsqlWriteThem(@TempDir Path folder) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "secret\nmore\n");

        Database database = options(
                        "--url",
                        "postgres://loader@db:5433/shop?sslmode=require",
                        "--password-file",
                        password.toString())
                .database()
                .orElseThrow();

        assertThat(database)
                .isEqualTo(
                        new Database("jdbc:postgresql://db:5433/shop?sslmode=require&user=loader", "loader", "secret"));
        assertThat(database.toString()).doesNotContain("secret");
        assertThat(options("--url", "jdbc:postgresql://db/shop?user=a", "--user", "b")
                        .database()
                        .orElseThrow()
                        .user())
                .isEqualTo("b");
        assertThat(options().database()).isEmpty();
    }

    @Test
    void refusesPasswordsThatEverybodySees() {
        for (String url :
                new String[] {"postgresql://a:secret@db/shop", "jdbc:postgresql://db/shop?user=a&password=secret"}) {
            assertThatThrownBy(() -> options("--url", url).database())
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("a password in it would be seen")
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> options("--url", "mysql://db/shop").database())
                .hasMessage("Cannot use --url mysql://db/shop: it is not of PostgreSQL");
    }
}
