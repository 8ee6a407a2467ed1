package dev.streamflow.etl.landing;

import dev.streamflow.etl.landing.TopicLedger.RunCommit;
import dev.streamflow.landing.ledger.Retention;
import dev.streamflow.landing.ledger.Runs;
import java.util.Optional;

/**
 * Reads which runs of a topic have landed what, at a cost that does not grow with the number of runs: what earlier
 * readings found is kept in a summary, and only the commits that came since are read. A commit never changes and run
 * numbers have no gaps, so a summary of the first runs is right for ever; it is believed if the last commit in it is
 * still the same, byte by byte.
 */
final class LandedDatesReader {
    /** Fewer new commits than this are read again the next time; a small landing has no summary. */
    static final int WORTH_KEEPING = 100;

    private final TopicLedger ledger;
    private final LandingSummaries summaries;
    private final String topic;

    private final LandedDates.Builder found = new LandedDates.Builder();
    private RunNumbers open = RunNumbers.NONE;
    private int read;
    private int retentions;
    private long through;
    private RunCommit newest;

    LandedDatesReader(TopicLedger ledger, LandingSummaries summaries, String topic) {
        this.ledger = ledger;
        this.summaries = summaries;
        this.topic = topic;
    }

    LandedDates read() {
        Optional<LandingSummary> summary = summaries.find(topic).filter(this::isOfThisLanding);
        if (summary.isPresent()) {
            since(summary.get());
        } else {
            everything();
        }
        for (Retention entry : ledger.retentionsAfter(retentions)) {
            found.delete(entry);
            retentions = entry.number();
            read++;
        }
        LandedDates dates = found.build(new LandedThrough(ledger).find(through, open));
        if (read >= WORTH_KEEPING) {
            String newestHash = newest == null ? summary.orElseThrow().sha256() : newest.sha256();
            long newestRun = newest == null ? summary.orElseThrow().newest() : newest.run();
            summaries.keep(new LandingSummary(
                    LandingSummary.VERSION,
                    topic,
                    through,
                    open,
                    newestRun,
                    newestHash,
                    found.landed(),
                    retentions,
                    dates.deleted()));
        }
        return dates;
    }

    private boolean isOfThisLanding(LandingSummary summary) {
        if (summary.retentions() > 0 && ledger.retention(summary.retentions()).isEmpty()) {
            return false;
        }
        return ledger.commit(summary.newest())
                .filter(commit -> commit.sha256().equals(summary.sha256()))
                .isPresent();
    }

    private void everything() {
        Runs runs = ledger.runs();
        through = runs.newest();
        for (int run = 1; run <= through; run++) {
            if (!runs.decided().contains(run)) {
                open = open.with(run);
            }
        }
        runs.decided().forEach(run -> ledger.commit(run).ifPresent(this::add));
    }

    private void since(LandingSummary summary) {
        found.add(summary.dates(), summary.deleted());
        retentions = summary.retentions();
        through = summary.through();
        summary.open().numbers().forEach(this::addOrKeepOpen);
        while (addOrKeepOpen(through + 1)) {
            through++;
        }
    }

    /** False if there is no such run. */
    private boolean addOrKeepOpen(long run) {
        Optional<RunCommit> commit = ledger.commit(run);
        commit.ifPresent(this::add);
        if (commit.isPresent()) {
            return true;
        }
        boolean planned = run <= through || ledger.isPlanned(run);
        open = planned ? open.with(run) : open;
        return planned;
    }

    private void add(RunCommit commit) {
        read++;
        newest = newest == null || commit.run() > newest.run() ? commit : newest;
        commit.files().forEach(file -> found.add(commit.run(), file.date(), file.records()));
    }
}
