package dev.streamflow.streaming.windows;

import java.time.Instant;

/**
 * {@code batch.json} of a publication.
 *
 * @param previous the folder of the publication that it continues; null for the first
 * @param watermark before which no event is counted any more; the epoch before there is one
 * @param newestEvent of all that was counted or late; null before the first
 * @param counts of this batch
 * @param totals of all batches up to it
 */
record BatchDocument(
        long batch, String previous, Instant watermark, Instant newestEvent, BatchCounts counts, BatchCounts totals) {}
