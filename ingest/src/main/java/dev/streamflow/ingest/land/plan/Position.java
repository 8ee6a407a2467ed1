package dev.streamflow.ingest.land.plan;

import dev.streamflow.landing.ledger.OffsetGap;
import java.time.Instant;

/**
 * How far a partition is landed, as the newest plan that has it says.
 *
 * @param run that plan's number; null where its run was abandoned and it was the first
 * @param offset where the next plan starts
 * @param complete whether the plan reached the end of the log at {@code seenAt}
 * @param pending a loss that was accepted for an abandoned run and is to be told again
 */
public record Position(Integer run, String topicId, long offset, boolean complete, Instant seenAt, OffsetGap pending) {}
