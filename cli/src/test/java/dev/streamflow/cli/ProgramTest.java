package dev.streamflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.CheckFailedException.Finding;
import dev.streamflow.events.reading.InvalidSchemaException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class ProgramTest {
    private static final Callable<Integer> FINE = () -> ExitCode.OK;

    @Test
    void theCodeOfTheCommandIsTheExitCode() {
        assertThat(run(() -> ExitCode.NOTHING_TO_DO, "land", "--topic", "visits")
                        .exitCode())
                .isEqualTo(99);
    }

    @Test
    void exitCodesAreWhatAirflowAndScriptsKnow() {
        assertThat(List.of(
                        ExitCode.OK,
                        ExitCode.FAILURE,
                        ExitCode.USAGE,
                        ExitCode.NOT_READY,
                        ExitCode.CHECK_FAILED,
                        ExitCode.NOTHING_TO_DO))
                .containsExactly(0, 1, 2, 20, 50, 99);
    }

    @Test
    void wrongUsageIsOneLineAndAHint() {
        Recorded missing = run(FINE, "land");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.errLines())
                .containsExactly("shop land: Missing required option: '--topic=NAME'", "Try 'shop land --help'.");
        assertThat(missing.out())
                .isEqualTo("{\"error\":{\"exitCode\":2,\"message\":\"Missing required option: '--topic=NAME'\"}}\n");
    }

    @Test
    void anUnknownFlagIsNotGuessedButSuggested() {
        assertThat(run(FINE, "land", "--topic", "visits", "--verbos").errLines())
                .containsExactly(
                        "shop land: Unknown option: '--verbos'; did you mean --verbose or --version?",
                        "Try 'shop land --help'.");
        assertThat(run(FINE).errLines()).containsExactly("shop: Missing required subcommand", "Try 'shop --help'.");
    }

    @Test
    void aWrongDateIsNamedWithoutTheNameOfAClass() {
        assertThat(run(FINE, "land", "--topic", "visits", "--date", "2026-02-30")
                        .errLines()
                        .get(0))
                .isEqualTo(
                        "shop land: Invalid value for option '--date': '2026-02-30' is not a date such as 2026-01-31");
    }

    @Test
    void everyCommandHasHelpAndVersion() {
        Recorded help = run(FINE, "land", "-h");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: shop land", "--topic=NAME", "Exit codes:", "nothing to do");
        Recorded version = run(FINE, "land", "--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).matches("streamflow [0-9]+\\.[0-9]+.*\\RJava .*\\R");
    }

    @Test
    void aCommandExceptionIsItsLineItsRemedyAndItsCode() {
        Recorded refused =
                land(new NotReadyException("Cannot land visits: the day is not over", "Run it again tomorrow."));
        assertThat(refused.exitCode()).isEqualTo(ExitCode.NOT_READY);
        assertThat(refused.errLines())
                .containsExactly("Cannot land visits: the day is not over", "  Run it again tomorrow.");
    }

    @Test
    void theLastLineOfOutputSaysHowItFailedAndWhatWasDoneBefore() {
        assertThat(land(new NotReadyException("Cannot land visits: the day is not over", "Run it again tomorrow."))
                        .out())
                .isEqualTo("{\"error\":{\"exitCode\":20,\"message\":\"Cannot land visits: the day is not over\","
                        + "\"remedy\":\"Run it again tomorrow.\"}}\n");
        Finding finding = new Finding("no key is there twice", "0", "2", List.of("user_id=7"));
        assertThat(land(new CheckFailedException("Cannot publish it: two keys", null, finding)
                                .after(Map.of("published", 3)))
                        .out())
                .isEqualTo("{\"error\":{\"exitCode\":50,\"message\":\"Cannot publish it: two keys\","
                        + "\"check\":\"no key is there twice\",\"expected\":\"0\",\"found\":\"2\","
                        + "\"rows\":[\"user_id=7\"]},\"done\":{\"published\":3}}\n");
        assertThat(run(FINE, "land", "--nonsense").out()).startsWith("{\"error\":{\"exitCode\":2,");
    }

    @Test
    void eachKindOfFailureHasItsExitCode() {
        assertThat(List.of(
                                new OperationFailedException("m"),
                                new UsageException("m"),
                                new NotReadyException("m"),
                                new CheckFailedException("m", null),
                                new TooManyRejectedException("m"),
                                new NothingToDoException("m"))
                        .stream()
                        .map(ExitCode::of))
                .containsExactly(1, 2, 20, 50, 51, 99);
        assertThat(Stream.of(1, 2, 20, 50, 51, 99, 137).map(code -> ExitCode.of(ExitCode.passedOn(code, "m"))))
                .containsExactly(1, 2, 20, 50, 51, 99, 1);
    }

    @Test
    void anInvalidSchemaShowsEveryFault() {
        Recorded refused = land(new InvalidSchemaException("visits.json", List.of("first", "second")));
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.errLines()).hasSize(3).last().isEqualTo("  second");
    }

    @Test
    void anythingElseIsOneLineWithItsClass() {
        Recorded failed = land(new IllegalStateException("no more\nand a second line"));
        assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(failed.errLines())
                .containsExactly(
                        "Cannot go on: IllegalStateException: no more",
                        "  Run it again with --verbose for the stack trace.");
    }

    @Test
    void anErrorIsReportedAsItself() {
        Recorded failed = run(
                () -> {
                    throw new StackOverflowError();
                },
                "land",
                "--topic",
                "visits");
        assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(failed.errLines().get(0)).isEqualTo("Cannot go on: StackOverflowError");
    }

    @Test
    void theStackTraceComesWithVerbose() {
        Recorded failed = run(throwing(new IllegalStateException("no")), "land", "--topic", "visits", "--verbose");
        assertThat(failed.errLines()).first().isEqualTo("Cannot go on: IllegalStateException: no");
        assertThat(failed.err()).contains("\tat dev.streamflow.cli.ProgramTest").doesNotContain("Run it again");
    }

    private static Recorded land(RuntimeException failure) {
        return run(throwing(failure), "land", "--topic", "visits");
    }

    private static Callable<Integer> throwing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    private static Recorded run(Callable<Integer> body, String... args) {
        Shop shop = new Shop();
        shop.body = body;
        return Recorded.run(shop, args);
    }

    @Command(name = "shop")
    static final class Shop {
        @Mixin
        CommonOptions common = new CommonOptions();

        private Callable<Integer> body;

        @Command(name = "land")
        int land(
                @Mixin CommonOptions options,
                @Mixin DateOptions dates,
                @Option(names = "--topic", paramLabel = "NAME", required = true) String topic)
                throws Exception {
            return body.call();
        }
    }
}
