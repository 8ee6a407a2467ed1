package dev.streamflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.CheckFailedException.Finding;
import dev.streamflow.events.reading.InvalidSchemaException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class ProgramTest {
    private static final Callable<Result> FINE = Result::said;

    @Test
    void theResultIsTheLastLineAndDecidesTheExitCode() {
        Recorded done = land(() -> Result.done(Map.of("landed", 3)));
        assertThat(done.out()).isEqualTo("{\"landed\":3}\n");
        assertThat(done.exitCode()).isZero();
        Recorded nothing = land(() -> Result.nothingToDo(Map.of("landed", 0)));
        assertThat(nothing.out()).isEqualTo("{\"landed\":0}\n");
        assertThat(nothing.exitCode()).isEqualTo(99);
        assertThat(land(Result::said).out()).isEmpty();
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() {
        Recorded failed = land(() -> Result.done(new Object()));
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).startsWith("{\"error\":{\"exitCode\":1,\"message\":\"Cannot write the result as JSON");
    }

    @Test
    void aCommandWithinAnotherEndsItAsItEnded() {
        PrintWriter err = new PrintWriter(new StringWriter());
        assertThat(Program.within(new Shop(() -> Result.nothingToDo(Map.of("landed", 0))), err, "land", "--topic", "v"))
                .isEqualTo("{\"landed\":0}");
        Recorded outer = land(() -> {
            CommandException failure = new CheckFailedException("no", null);
            Program.within(new Shop(throwing(failure.after(Map.of("landed", 3)))), err, "land", "--topic", "v");
            return Result.said();
        });
        assertThat(outer.exitCode()).isEqualTo(50);
        assertThat(outer.out())
                .isEqualTo(
                        "{\"error\":{\"exitCode\":50,\"message\":\"Cannot go on: `streamflow land --topic v` ended with 50\"},"
                                + "\"done\":{\"error\":{\"exitCode\":50,\"message\":\"no\"},\"done\":{\"landed\":3}}}\n");
    }

    @Test
    void exitCodesAreWhatAirflowAndScriptsKnow() {
        assertThat(ExitCode.values()).extracting(ExitCode::code).containsExactly(0, 1, 2, 20, 50, 51, 99);
    }

    @Test
    void wrongUsageIsOneLineAndAHint() {
        Recorded missing = run(FINE, "land");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE.code());
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
        assertThat(refused.exitCode()).isEqualTo(ExitCode.NOT_READY.code());
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
                        .map(failure -> ExitCode.of(failure).code()))
                .containsExactly(1, 2, 20, 50, 51, 99);
        assertThat(Stream.of(1, 2, 20, 50, 51, 99, 137)
                        .map(code -> ExitCode.of(ExitCode.passedOn(code, "m")).code()))
                .containsExactly(1, 2, 20, 50, 51, 99, 1);
    }

    @Test
    void anInvalidSchemaShowsEveryFault() {
        Recorded refused = land(new InvalidSchemaException("visits.json", List.of("first", "second")));
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.errLines()).hasSize(3).last().isEqualTo("  second");
    }

    @Test
    void anythingElseIsOneLineWithItsClass() {
        Recorded failed = land(new IllegalStateException("no more\nand a second line"));
        assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(failed.errLines())
                .containsExactly(
                        "Cannot go on: IllegalStateException: no more",
                        "  Run it again with --verbose for the stack trace.");
    }

    @Test
    void whatWasDoneBeforeAFaultOfOurOwnIsTold() {
        Recorded failed =
                land(CommandException.of(new IllegalStateException("no more")).after(Map.of("landed", 3)));
        assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(failed.errLines().get(0)).isEqualTo("Cannot go on: IllegalStateException: no more");
        assertThat(failed.errLines().get(1)).contains("--verbose");
        assertThat(failed.out())
                .isEqualTo("{\"error\":{\"exitCode\":1,\"message\":\"Cannot go on: IllegalStateException: no more\"},"
                        + "\"done\":{\"landed\":3}}\n");
        CommandException known = new NotReadyException("m");
        assertThat(CommandException.of(known)).isSameAs(known);
        assertThat(ExitCode.of(CommandException.of(new InvalidSchemaException("visits.json", List.of("first")))))
                .isEqualTo(ExitCode.USAGE);
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
        assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(failed.errLines().get(0)).isEqualTo("Cannot go on: StackOverflowError");
    }

    @Test
    void theStackTraceComesWithVerbose() {
        Recorded failed = run(throwing(new IllegalStateException("no")), "land", "--topic", "visits", "--verbose");
        assertThat(failed.errLines()).first().isEqualTo("Cannot go on: IllegalStateException: no");
        assertThat(failed.err()).contains("\tat dev.streamflow.cli.ProgramTest").doesNotContain("Run it again");
    }

    private static Recorded land(RuntimeException failure) {
        return land(throwing(failure));
    }

    private static Recorded land(Callable<Result> body) {
        return run(body, "land", "--topic", "visits");
    }

    private static Callable<Result> throwing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    private static Recorded run(Callable<Result> body, String... args) {
        return Recorded.run(new Shop(body), args);
    }

    @Command(name = "shop")
    static final class Shop {
        @Mixin
        CommonOptions common = new CommonOptions();

        private final Callable<Result> body;

        Shop(Callable<Result> body) {
            this.body = body;
        }

        @Command(name = "land")
        Result land(
                @Mixin CommonOptions options,
                @Mixin DateOptions dates,
                @Option(names = "--topic", paramLabel = "NAME", required = true) String topic)
                throws Exception {
            return body.call();
        }
    }
}
