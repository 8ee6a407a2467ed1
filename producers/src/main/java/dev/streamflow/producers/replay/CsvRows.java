package dev.streamflow.producers.replay;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.streamflow.events.EventSchema;
import dev.streamflow.producers.event.Event;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;

/** The rows of a CSV file (RFC 4180, with a header) as JSON. Text that is not of the file's encoding is an error, not a question mark. */
final class CsvRows implements Rows {
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final CsvHeader header;
    private final RowShape shape;
    private long micros;
    private long misshapen;

    CsvRows(EventSchema schema, Input input, CsvDialect csv) throws IOException {
        Reader text = new InputStreamReader(
                input.open(),
                csv.encoding()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        this.reader = CsvReader.builder()
                .fieldSeparator(csv.separator())
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .ofCsvRecord(text);
        this.records = reader.iterator();
        List<String> columns = records.hasNext() ? columns(records.next().getFields()) : List.of();
        this.header = CsvHeader.of(schema, columns, input.file());
        this.shape = new RowShape(schema, header);
    }

    /** Without the byte order mark that some programs write in front of the first name. */
    private static List<String> columns(List<String> names) {
        List<String> clean = new ArrayList<>(names);
        clean.set(0, names.get(0).startsWith("\uFEFF") ? names.get(0).substring(1) : names.get(0));
        return clean;
    }

    @Override
    public boolean next(Event event) {
        if (!records.hasNext()) {
            return false;
        }
        CsvRecord row = records.next();
        if (row.getFieldCount() == header.columns().size()) {
            micros = shape.write(row, event);
        } else {
            misshapen++;
            micros = NO_TIME;
            event.value().raw(asItStands(row));
        }
        return true;
    }

    private static String asItStands(CsvRecord row) {
        StringWriter line = new StringWriter();
        CsvWriter.builder().bufferSize(0).build(line).writeRecord(row.getFields());
        return line.toString().stripTrailing();
    }

    @Override
    public long micros() {
        return micros;
    }

    @Override
    public long misshapen() {
        return misshapen;
    }

    @Override
    public List<String> ignored() {
        return header.ignored();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
