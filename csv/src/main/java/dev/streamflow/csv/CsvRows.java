package dev.streamflow.csv;

import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.events.model.EventSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a CSV file with a header as JSON. A row that cannot be read is kept as it stands in the file. */
final class CsvRows implements EventRows {
    private final CsvRecords records;
    private final CsvHeader header;
    private final RowShape shape;
    private final JsonBytes value = new JsonBytes();
    private final JsonBytes key = new JsonBytes();
    private boolean isKeyed;
    private long micros;
    private String fault;
    private long empty;

    private CsvRows(EventSchema schema, CsvRecords records, CsvHeader header) {
        this.records = records;
        this.header = header;
        this.shape = new RowShape(schema, header);
    }

    /**
     * Opens the file with the separator that makes most of its header.
     *
     * @throws InputFault if the schema cannot be read from any
     */
    static CsvRows open(EventSchema schema, EventFile file, CsvDialect dialect) throws IOException {
        char best = dialect.separators().get(0);
        int fit = Integer.MIN_VALUE;
        for (char separator : dialect.separators()) {
            try (CsvRecords records = new CsvRecords(file.lines(dialect), dialect, separator)) {
                CsvHeader header = header(schema, records);
                if (header.fit() > fit) {
                    best = separator;
                    fit = header.fit();
                }
            }
        }
        CsvRecords records = new CsvRecords(file.lines(dialect), dialect, best);
        try {
            CsvHeader header = header(schema, records);
            header.check(schema);
            records.expect(header.columns().size());
            return new CsvRows(schema, records, header);
        } catch (IOException e) {
            records.close();
            throw e;
        }
    }

    private static CsvHeader header(EventSchema schema, CsvRecords records) throws IOException {
        if (!records.next()) {
            return CsvHeader.of(schema, List.of());
        } else if (records.broken() != null) {
            throw records.encodingFault();
        }
        return CsvHeader.of(
                schema, records.hasBadQuotes() ? List.of(records.line().text()) : records.cells());
    }

    @Override
    public boolean next() throws IOException {
        isKeyed = false;
        while (records.next()) {
            fault = judge();
            if (fault != null) {
                micros = NO_TIME;
                records.asItStands(value.clear());
                return true;
            } else if (!areBlank(records.cells())) {
                micros = shape.write(records.cells(), value.clear());
                isKeyed = shape.writeKey(records.cells(), key.clear());
                return true;
            }
            empty++;
        }
        return false;
    }

    private static boolean areBlank(List<String> cells) {
        for (String cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    private String judge() {
        if (records.broken() != null) {
            return BAD_ENCODING;
        } else if (records.hasBadQuotes()) {
            return "quotes";
        }
        return header.isRow(records.cells()) || areBlank(records.cells()) ? null : "cells";
    }

    @Override
    public JsonBytes value() {
        return value;
    }

    @Override
    public Optional<JsonBytes> key() {
        return isKeyed ? Optional.of(key) : Optional.empty();
    }

    @Override
    public byte[] raw() {
        JsonBytes raw = new JsonBytes();
        records.asItStands(raw);
        return raw.toByteArray();
    }

    @Override
    public long micros() {
        return micros;
    }

    @Override
    public String fault() {
        return fault;
    }

    @Override
    public long line() {
        return records.line().number();
    }

    @Override
    public InputFault encodingFault() {
        return records.encodingFault();
    }

    @Override
    public boolean tellsEncoding() {
        return records.tellsEncoding();
    }

    @Override
    public long blank() {
        return records.blank() + empty;
    }

    @Override
    public long comments() {
        return records.comments();
    }

    @Override
    public List<String> mistyped() {
        return fault == null ? shape.mistyped() : List.of();
    }

    @Override
    public Map<String, Long> missing() {
        return shape.missing();
    }

    @Override
    public List<String> ignored() {
        return header.ignored();
    }

    @Override
    public int unnamed() {
        return header.unnamed();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
