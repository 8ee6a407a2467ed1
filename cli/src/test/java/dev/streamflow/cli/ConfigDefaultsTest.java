package dev.streamflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

class ConfigDefaultsTest {
    @TempDir
    Path folder;

    private Path config;

    @BeforeEach
    void writeConfig() throws IOException {
        config = Files.writeString(folder.resolve("settings.properties"), "rate-limit = file \nschema=sales\n");
    }

    @Test
    void aFlagBeatsTheEnvironmentWhichBeatsTheFileWhichBeatsTheDefault() {
        String[] file = {"--config", config.toString()};
        var environment = Map.of("STREAMFLOW_RATE_LIMIT", "environment");
        assertThat(limit(environment, "--config", config.toString(), "--rate-limit", "flag"))
                .isEqualTo("flag");
        assertThat(limit(environment, file)).isEqualTo("environment");
        assertThat(limit(Map.of(), file)).isEqualTo("file");
        assertThat(limit(Map.of("STREAMFLOW_CONFIG", config.toString()))).isEqualTo("file");
        assertThat(limit(Map.of(), "--schema", "sales")).isEqualTo("default");
    }

    @Test
    void anEmptyVariableCountsAsNone() {
        assertThat(limit(Map.of("STREAMFLOW_RATE_LIMIT", ""), "--config=" + config))
                .isEqualTo("file");
    }

    @Test
    void theNamesThatTheFieldUsesAreUnderstood() {
        Settings settings = new Settings();
        Recorded.run(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "EVENTS_PER_SECOND", "500"),
                settings,
                "--schema",
                "sales");
        assertThat(settings.bootstrapServers).isEqualTo("kafka:9092");
        assertThat(settings.rate).isEqualTo(new Rate(500));
    }

    @Test
    void aSchemaPathIsASchemaWhereItIsAFile() {
        Settings settings = new Settings();
        Recorded run = Recorded.run(Map.of("SCHEMA_CONFIG_PATH", "/etc/sales.json"), settings);
        assertThat(run.exitCode()).isZero();
        assertThat(settings.schemaOptions.schema).isEqualTo("/etc/sales.json");
        assertThat(settings.schemaOptions.schemas.normalize()).hasToString("schemas");
    }

    @Test
    void aSchemaPathIsTheFolderOfSchemasWhereItIsAFolder() {
        Settings settings = new Settings();
        Recorded.run(Map.of("SCHEMA_CONFIG_PATH", folder.toString()), settings, "--schema", "sales");
        assertThat(settings.schemaOptions.schema).isEqualTo("sales");
        assertThat(settings.schemaOptions.schemas).isEqualTo(folder);
    }

    @Test
    void anUnknownKeyIsRefusedByName() throws IOException {
        Files.writeString(config, "schema=sales\nratelimit=5\n");
        Recorded run = Recorded.run(new Settings(), "--config", config.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.errLines()).first().isEqualTo("Cannot use setting ratelimit: there is no such flag");
        assertThat(run.errLines()).last().asString().contains("rate-limit").doesNotContain("-K", "help");
    }

    @Test
    void aSettingOfAnotherCommandIsNoFault() throws IOException {
        Files.writeString(config, "lake=data/lake\nrate-limit=general\nland.topic=sales\nschema=sales\n");

        assertThat(limit(Map.of(), "--config", config.toString())).isEqualTo("general");

        Files.writeString(config, "land.tpic=sales\nschema=sales\n");
        assertThat(Recorded.run(new Settings(), "--config", config.toString()).errLines())
                .first()
                .isEqualTo("Cannot use setting land.tpic: there is no such flag");
    }

    @Test
    void aSettingOfOneCommandGoesBeforeTheGeneralOne() throws IOException {
        Files.writeString(config, "produce.rate=7\nland.rate=8\nrate=9\nschema=sales\n");

        Produce produce = new Produce();
        assertThat(Recorded.run(produce, "--config", config.toString()).err()).isEmpty();
        assertThat(produce.settings.rate).isEqualTo(new Rate(7));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        Files.writeString(config, "\uFEFFrate-limit=file\nschema=sales\n");

        assertThat(limit(Map.of(), "--config", config.toString())).isEqualTo("file");
    }

    @Test
    void aFileThatCannotBeReadSaysWhy() throws IOException {
        Path absent = folder.resolve("absent.properties");
        Recorded run = Recorded.run(new Settings(), "--config", absent.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.errLines()).containsExactly("Cannot read " + absent + ": there is no such file");
        Files.write(config, new byte[] {'a', '=', (byte) 0xE4});
        assertThat(Recorded.run(new Settings(), "--config", config.toString()).errLines())
                .containsExactly("Cannot read " + config + ": it is not UTF-8 text");
    }

    private static String limit(Map<String, String> environment, String... args) {
        Settings settings = new Settings();
        String[] withSchema = args.length == 0 ? new String[] {"--schema", "sales"} : args;
        assertThat(Recorded.run(environment, settings, withSchema).err()).isEmpty();
        return settings.limit;
    }

    @Command(name = "produce")
    static final class Produce implements Callable<Result> {
        @Mixin
        Settings settings = new Settings();

        @Override
        public Result call() {
            return Result.said();
        }
    }

    @Command(name = "settings")
    static final class Settings implements Callable<Result> {
        @Spec
        CommandSpec spec;

        @Mixin
        CommonOptions common = new CommonOptions();

        @Mixin
        SchemaOptions schemaOptions = new SchemaOptions();

        @Option(names = "--rate-limit", defaultValue = "default")
        String limit;

        @Option(names = "--rate")
        Rate rate;

        @Option(names = "--bootstrap-servers")
        String bootstrapServers;

        @Option(names = "-K")
        Map<String, String> properties;

        @Override
        public Result call() {
            return Result.said();
        }
    }
}
