package dev.streamflow.csv;

import dev.streamflow.events.json.JsonBytes;
import java.io.Closeable;
import java.io.IOException;

/** Where the rows of a JSON file stand. */
interface JsonSource extends Closeable {
    /** Fills in the next row, byte by byte; {@code false} when there is no more. */
    boolean next(JsonBytes row) throws IOException;

    /** The number of the line that the row just read begins in, counted from 1. */
    long line();

    /** Lines so far without anything. */
    long blank();
}
