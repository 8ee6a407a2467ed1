package dev.streamflow.ingest.land;

import dev.streamflow.ingest.ledger.Span;
import java.util.ArrayList;
import java.util.List;

/** Cuts spans to a number of offsets in all, every partition by the same share, so that none falls behind the others. */
final class Cut {
    private Cut() {}

    static List<Span> to(long limit, List<Span> spans) {
        long total = spans.stream().mapToLong(span -> span.end() - span.start()).sum();
        if (total <= limit) {
            return spans;
        }
        List<Span> cut = new ArrayList<>();
        long left = limit;
        long behind = total;
        for (Span span : spans) {
            long length = span.end() - span.start();
            long share = behind == 0 ? 0 : Math.round((double) left * length / behind);
            share = Math.min(length, Math.min(left, share));
            cut.add(share == length ? span : shortened(span, span.start() + share));
            left -= share;
            behind -= length;
        }
        return cut;
    }

    private static Span shortened(Span span, long end) {
        return new Span(span.partition(), span.start(), end, span.previous(), false, span.jump());
    }
}
