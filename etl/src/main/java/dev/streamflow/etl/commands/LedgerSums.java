package dev.streamflow.etl.commands;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CheckFailedException.Finding;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.landing.LandedDates;
import dev.streamflow.etl.landing.LandingSummaries;
import dev.streamflow.etl.ledger.LakeLedger;
import dev.streamflow.etl.ledger.LakeState;
import java.util.List;

/**
 * What the ledgers of landing and lake say, from the sums that are kept of their documents.
 *
 * @param full whether every document is read as well, and a sum that differs from them refused
 */
record LedgerSums(Lake lake, boolean full) {
    /** What of a topic has landed, by date. */
    LandedDates landed(HadoopLanding zone, String topic) {
        LandedDates landed = zone.dates(topic, lake.landingSummaries());
        if (full) {
            refuseDifferent("landing of " + topic, zone.dates(topic, LandingSummaries.none()), landed);
        }
        return landed;
    }

    /** What is published, and of which landing. */
    LakeState published() {
        LakeLedger ledger = new LakeLedger(lake);
        LakeState published = ledger.published();
        if (full) {
            refuseDifferent("ledger of " + lake, ledger.fromDocuments(), published);
        }
        return published;
    }

    private static void refuseDifferent(String what, Object documents, Object sum) {
        if (!documents.equals(sum)) {
            throw new CheckFailedException(
                    "Cannot trust the sum of the " + what + ": its documents say something else",
                    "Delete `_landed` in the lake, or `ledger/published.json`: they are made anew from the documents.",
                    new Finding("sum of the " + what, documents.toString(), sum.toString(), List.of()));
        }
    }
}
