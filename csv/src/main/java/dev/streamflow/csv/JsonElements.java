package dev.streamflow.csv;

import dev.streamflow.events.json.JsonBytes;
import java.io.IOException;
import java.io.InputStream;

/**
 * The elements of a JSON array, or objects one after the other, with or without commas, however they are broken into
 * lines. Only their brackets and strings are looked at; what is between them is judged as any row is.
 */
final class JsonElements implements JsonSource {
    private static final int LONGEST_ELEMENT = 64 << 20;
    private static final int END = -1;

    private final InputStream stream;
    private final byte[] chunk = new byte[1 << 16];
    private int at;
    private int end;
    private long lines = 1;
    private long line;
    private boolean isArray;

    /** @param stream in UTF-8, without a mark */
    JsonElements(InputStream stream) {
        this.stream = stream;
    }

    /** @throws InputFault where the file is no such thing, or breaks off */
    @Override
    public boolean next(JsonBytes element) throws IOException {
        element.clear();
        int first = skipBlanks();
        if (line == 0) {
            isArray = first == '[';
            first = isArray ? afterTaking() : first;
        } else if (first == ',') {
            first = afterTaking();
        } else if (isArray && first != ']') {
            throw fault("in line " + lines + " neither a comma nor the end of the array follows an element");
        }
        line = lines;
        if (isArray && first == ']') {
            if (afterTaking() != END) {
                throw fault("in line " + lines + " something follows the array");
            }
            return false;
        } else if (first == END && isArray) {
            throw fault("the array is not closed");
        } else if (first != END) {
            read(element, first);
        }
        return first != END;
    }

    private void read(JsonBytes element, int first) throws IOException {
        if (first == '{' || first == '[') {
            nested(element);
        } else if (isArray) {
            scalar(element);
        } else {
            throw fault("line " + lines + " does not go on with an object");
        }
    }

    private void nested(JsonBytes element) throws IOException {
        int depth = 0;
        do {
            int next = take(element);
            if (next == '"') {
                string(element);
            } else if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                depth--;
            }
        } while (depth > 0);
    }

    private void scalar(JsonBytes element) throws IOException {
        int next = peek();
        while (next != ',' && next != ']' && next != END && next != '\n') {
            if (take(element) == '"') {
                string(element);
            }
            next = peek();
        }
    }

    /** Behind the quote that opens it. */
    private void string(JsonBytes element) throws IOException {
        int next = take(element);
        while (next != '"') {
            if (next == '\n') {
                throw fault("a string is not closed in line " + (lines - 1));
            } else if (next == '\\') {
                take(element);
            }
            next = take(element);
        }
    }

    private int take(JsonBytes element) throws IOException {
        int next = peek();
        if (next == END) {
            throw fault("what begins in line " + line + " is not closed");
        } else if (element.length() > LONGEST_ELEMENT) {
            throw fault("what begins in line " + line + " is longer than " + LONGEST_ELEMENT + " bytes");
        }
        element.raw((char) next);
        pass();
        return next;
    }

    private int afterTaking() throws IOException {
        pass();
        return skipBlanks();
    }

    private int skipBlanks() throws IOException {
        int next = peek();
        while (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
            pass();
            next = peek();
        }
        return next;
    }

    private void pass() {
        lines += chunk[at++] == '\n' ? 1 : 0;
    }

    private int peek() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, stream.read(chunk));
        }
        return at == end ? END : chunk[at] & 0xFF;
    }

    private static InputFault fault(String reason) {
        return new InputFault(reason, null);
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public long blank() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
