package dev.streamflow.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.TextEncoding;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file of events: JSON by its name or by its first character, else CSV with a header. It may be packed by gzip or
 * zstd, which its first bytes tell.
 */
public record EventFile(Path path) {
    private static final int BUFFER = 1 << 16;

    public EventFile {
        requireNonNull(path, "path is null");
    }

    /**
     * Reads it whole, before anything is done with its rows.
     *
     * @throws InputFault if it is not what the schema and the dialect say; a few rows that are no events do not make it
     *     so
     * @throws IOException if it cannot be read
     */
    public Inspection inspect(EventSchema schema, CsvDialect dialect) throws IOException {
        return Inspection.of(schema, reader(schema, dialect));
    }

    /**
     * Its rows. A file of which every line is in another encoding is all faults; {@link #inspect} refuses it.
     *
     * @throws InputFault if it lacks a required column, or is packed or laid out in a way that is not read
     * @throws IOException if it cannot be read
     */
    public EventRows open(EventSchema schema, CsvDialect dialect) throws IOException {
        return reader(schema, dialect).open();
    }

    private Inspection.EventReader reader(EventSchema schema, CsvDialect dialect) throws IOException {
        if (!isJson(dialect)) {
            return () -> CsvRows.open(schema, this, dialect);
        }
        JsonForm form = JsonForm.of(this, dialect);
        return () -> JsonRows.open(schema, this, dialect, form);
    }

    /** Its bytes, unpacked. */
    private InputStream open() throws IOException {
        return Packing.unpack(new BufferedInputStream(Files.newInputStream(path), BUFFER));
    }

    /** Its lines, in the encoding that its first bytes or the dialect say. */
    Lines lines(CsvDialect dialect) throws IOException {
        InputStream stream = open();
        TextEncoding encoding = encoding(stream, dialect);
        return new Lines(stream, encoding);
    }

    /** Its text in UTF-8: its own bytes where it is in UTF-8, else recoded. */
    InputStream utf8(CsvDialect dialect) throws IOException {
        InputStream stream = open();
        TextEncoding encoding = encoding(stream, dialect);
        return encoding.charset().equals(UTF_8) ? stream : new RecodedStream(new Lines(stream, encoding));
    }

    /** Reads the byte order mark. */
    private static TextEncoding encoding(InputStream stream, CsvDialect dialect) throws IOException {
        stream.mark(TextEncoding.HEAD);
        byte[] head = stream.readNBytes(TextEncoding.HEAD);
        stream.reset();
        TextEncoding encoding = TextEncoding.detect(head, dialect.encoding().orElse(UTF_8));
        stream.skipNBytes(encoding.mark());
        return new TextEncoding(withoutMark(encoding.charset()), encoding.mark());
    }

    /** Java's UTF-16 and UTF-32 write a mark in front of every text; they read big-endian where there is none. */
    private static Charset withoutMark(Charset charset) {
        return charset.name().equals("UTF-16") || charset.name().equals("UTF-32")
                ? Charset.forName(charset.name() + "BE")
                : charset;
    }

    private boolean isJson(CsvDialect dialect) throws IOException {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        if (name.matches(".*\\.(jsonl|ndjson|json)")) {
            return true;
        } else if (name.matches(".*\\.(csv|tsv|tab)")) {
            return false;
        }
        try (InputStream stream = utf8(dialect)) {
            int first = stream.read();
            while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
                first = stream.read();
            }
            return first == '{' || first == '[';
        }
    }

    /**
     * What a command says of it where reading it failed: a usage error for what is in it, a failed operation for the
     * rest.
     */
    public CommandException unreadable(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = "Cannot read " + path + ": " + cause.getMessage();
        return cause instanceof InputFault fault
                ? new UsageException(message, fault.remedy(), failure)
                : new OperationFailedException(message, null, failure);
    }
}
