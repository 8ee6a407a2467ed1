package dev.streamflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DateOptionsTest {
    private static final LocalDate EVE = LocalDate.of(2025, 12, 31);
    private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);

    @Test
    void aRangeIncludesBothEnds() {
        assertThat(dates(Map.of(), "--from", "2025-12-31", "--to", "2026-01-01"))
                .containsExactly(EVE, NEW_YEAR);
        assertThat(dates(Map.of(), "--from", "2026-01-01", "--to", "2026-01-01"))
                .containsExactly(NEW_YEAR);
        assertThat(dates(Map.of(), "--date", "2026-01-01")).containsExactly(NEW_YEAR);
    }

    @Test
    void wrongCombinationsAreFaultsOfUsage() {
        assertThat(fault("--date", "2026-01-01", "--from", "2026-01-01"))
                .isEqualTo("report: Give --date or --from and --to, not both");
        assertThat(fault("--from", "2026-01-01")).isEqualTo("report: --from and --to go together");
        assertThat(fault("--to", "2026-01-01")).isEqualTo("report: --from and --to go together");
        assertThat(fault("--from", "2026-01-01", "--to", "2025-12-31"))
                .isEqualTo("report: --from 2026-01-01 is after --to 2025-12-31");
        assertThat(fault()).isEqualTo("report: Missing required option: --date, or --from and --to");
    }

    @Test
    void aFlagOfOneKindBeatsASettingOfTheOther() {
        assertThat(dates(Map.of("STREAMFLOW_DATE", "2020-02-02"), "--from", "2025-12-31", "--to", "2026-01-01"))
                .containsExactly(EVE, NEW_YEAR);
        assertThat(dates(
                        Map.of("STREAMFLOW_FROM", "2020-02-02", "STREAMFLOW_TO", "2020-02-03"), "--date", "2026-01-01"))
                .containsExactly(NEW_YEAR);
        assertThat(dates(Map.of("STREAMFLOW_DATE", "2026-01-01"))).containsExactly(NEW_YEAR);
    }

    private static List<LocalDate> dates(Map<String, String> environment, String... args) {
        Report report = new Report();
        assertThat(Recorded.run(environment, report, args).err()).isEmpty();
        return report.dates;
    }

    private static String fault(String... args) {
        Recorded run = Recorded.run(new Report(), args);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
        return run.errLines().get(0);
    }

    @Command(name = "report")
    static final class Report implements Callable<Result> {
        @Mixin
        DateOptions options = new DateOptions();

        private List<LocalDate> dates;

        @Override
        public Result call() {
            dates = options.requiredDates();
            return Result.said();
        }
    }
}
