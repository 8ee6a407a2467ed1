package dev.streamflow.streaming.load.files;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * How reading a file ended.
 *
 * @param reason why it was not read to its end; empty where it was
 * @param blankLines lines without anything
 * @param bytes of the file
 */
public record FileEnd(State state, String reason, long blankLines, long bytes) {
    /** What to do with what was read. */
    public enum State {
        /** It was read to its end. */
        WHOLE,
        /** It is not what the schema and the dialect say. */
        UNUSABLE,
        /** Its content is not the one it was accepted with. */
        CHANGED,
        /** It is not there any more. */
        GONE,
        /** It cannot be read at the moment. */
        UNREADABLE
    }

    public FileEnd {
        requireNonNull(state, "state is null");
        requireNonNull(reason, "reason is null");
    }

    ArrayData reasons() {
        return new GenericArrayData(
                List.of(state.name(), reason, Long.toString(blankLines), Long.toString(bytes)).stream()
                        .map(UTF8String::fromString)
                        .toArray());
    }

    /** Reads what the reader of the file has put into the reasons; the checks may have added theirs. */
    public static FileEnd of(ArrayData reasons) {
        return new FileEnd(
                State.valueOf(reasons.getUTF8String(0).toString()),
                reasons.getUTF8String(1).toString(),
                Long.parseLong(reasons.getUTF8String(2).toString()),
                Long.parseLong(reasons.getUTF8String(3).toString()));
    }
}
