package dev.streamflow.etl.commands;

import dev.streamflow.etl.due.CompleteDates;
import dev.streamflow.etl.due.DuePlan;
import java.io.PrintWriter;

/** What is due, a line for each date; what somebody should see to goes to standard error. */
final class DueText {
    private DueText() {}

    static void print(DuePlan plan, CompleteDates complete, PrintWriter out, PrintWriter err) {
        plan.due().forEach(due -> out.println(due.date() + "  " + due.said()));
        plan.upToDate()
                .forEach(date -> out.println(date + "  is up to date"
                        + complete.whyNot(date)
                                .map(why -> ", not complete: " + why)
                                .orElse(" and complete")));
        plan.withoutLanding().forEach(date -> out.println(date + "  nothing has landed"));
        plan.retained()
                .forEach(one -> out.println(one.date() + "  was " + one.cut().said()));
        plan.beyondRetention()
                .forEach(one -> err.println("Warning: late records for a date beyond retention: " + one.date() + ", "
                        + one.cut().said() + ": "
                        + one.records().entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .toList()));
        plan.missed()
                .forEach(missed ->
                        missed.warnings().forEach(warning -> err.println(WarningLine.of(missed.date(), warning))));
        plan.overdue()
                .forEach(due -> err.println("Overdue: " + due.date() + ": " + due.said() + ", landed "
                        + due.records().entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .toList()));
        out.flush();
    }
}
