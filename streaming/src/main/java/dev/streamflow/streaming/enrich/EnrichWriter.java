package dev.streamflow.streaming.enrich;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.ForeachWriter;
import org.apache.spark.sql.Row;

/** Makes one output record of each checked record, for a task: the rows have the columns of {@link EnrichColumns}. */
final class EnrichWriter extends ForeachWriter<Row> {
    private static final long serialVersionUID = 1;

    private final EnrichTarget target;
    private final EnrichRules rules;
    private final Broadcast<Reference> reference;
    private transient OutputWriter out;

    EnrichWriter(EnrichTarget target, EnrichRules rules, Broadcast<Reference> reference) {
        this.target = target;
        this.rules = rules;
        this.reference = reference;
    }

    @Override
    public boolean open(long partition, long batch) {
        out = new OutputWriter(target);
        return true;
    }

    @Override
    public void process(Row row) {
        out.check();
        SourceRecord source = source(row);
        List<String> reasons = row.getList(EnrichColumns.REASONS);
        if (source.value() == null) {
            out.enriched(source, null);
        } else if (reasons.isEmpty()) {
            join(source, row);
        } else {
            out.rejected(source, reasons);
        }
    }

    private void join(SourceRecord source, Row row) {
        String key = row.getString(EnrichColumns.KEY_OF_REFERENCE);
        byte[] found = key == null ? null : reference.value().find(key);
        if (key != null && found == null && rules.rejectsUnknown()) {
            out.rejected(source, List.of(rules.unknown()));
            return;
        }
        Map<String, byte[]> added = new LinkedHashMap<>();
        for (int i = 0; i < rules.derived().size(); i++) {
            EnrichColumns.derived(row, i, rules.derived().get(i))
                    .ifPresent(property -> added.put(property.name(), property.json()));
        }
        added.put(rules.name(), found);
        out.enriched(source, EnrichedValue.of(source.value(), added));
    }

    private static SourceRecord source(Row row) {
        List<Header> headers = new ArrayList<>();
        if (!row.isNullAt(EnrichColumns.HEADERS)) {
            for (Row header : row.<Row>getList(EnrichColumns.HEADERS)) {
                headers.add(new RecordHeader(header.getString(0), header.<byte[]>getAs(1)));
            }
        }
        return new SourceRecord(
                row.getInt(EnrichColumns.PARTITION),
                row.getLong(EnrichColumns.OFFSET),
                row.getLong(EnrichColumns.TIMESTAMP),
                row.getAs(EnrichColumns.KEY),
                row.getAs(EnrichColumns.VALUE),
                headers);
    }

    /**
     * Where the batch ends, everything must be written before Spark notes its offsets; where it failed, it begins
     * again.
     */
    @Override
    public void close(Throwable failure) {
        if (out == null) {
            return;
        }
        try (OutputWriter closed = out) {
            if (failure == null) {
                closed.flush();
            }
        }
    }
}
