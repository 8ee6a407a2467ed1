package dev.streamflow.csv;

import dev.streamflow.events.json.JsonBytes;
import java.io.IOException;
import java.io.InputStream;

/** A row a line, whatever the line holds. A line of nothing but white space is none. */
final class JsonLines implements JsonSource {
    private static final int LONGEST_LINE = 64 << 20;

    private final InputStream stream;
    private final byte[] chunk = new byte[1 << 16];
    private int at;
    private int end;
    private long blank;
    private long lines;

    /** @param stream in UTF-8, without a mark */
    JsonLines(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public boolean next(JsonBytes row) throws IOException {
        while (line(row.clear())) {
            lines++;
            if (!isBlank(row)) {
                boolean isCrLf = row.array()[row.length() - 1] == '\r';
                row.truncate(isCrLf ? row.length() - 1 : row.length());
                return true;
            }
            blank++;
        }
        return false;
    }

    private boolean line(JsonBytes line) throws IOException {
        while (true) {
            if (at == end) {
                at = 0;
                end = stream.read(chunk);
                if (end <= 0) {
                    end = 0;
                    return line.length() > 0;
                }
            }
            int from = at;
            while (at < end && chunk[at] != '\n') {
                at++;
            }
            line.raw(chunk, from, at - from);
            if (at < end) {
                at++;
                return true;
            } else if (line.length() > LONGEST_LINE) {
                throw new InputFault("line " + (lines + 1) + " is longer than " + LONGEST_LINE + " bytes", null);
            }
        }
    }

    static boolean isBlank(JsonBytes line) {
        for (int i = 0; i < line.length(); i++) {
            byte character = line.array()[i];
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public long line() {
        return lines;
    }

    @Override
    public long blank() {
        return blank;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
