package dev.streamflow.events.json;

/** What a record's value turned out to be: one JSON object, or the first reason why it is none. */
public enum ValidationResult {
    OBJECT("object"),
    /** No bytes, or white space only. */
    EMPTY("empty"),
    /** It does not start with a brace. */
    NOT_AN_OBJECT("not-an-object"),
    MALFORMED("malformed"),
    /** It ends before the object does. */
    TRUNCATED("truncated"),
    /** Something other than white space follows the object. */
    TRAILING_CONTENT("trailing-content"),
    /** One object behind the other: a record holds one event. */
    SEVERAL_OBJECTS("several-objects"),
    /** Nothing but NUL bytes follows the object. */
    NUL_PADDING("nul-padding"),
    /** It starts with the byte order mark of UTF-8. */
    BYTE_ORDER_MARK("byte-order-mark"),
    /** Its characters have two bytes or more each. */
    UTF_16("utf-16"),
    /** A raw byte below 0x20 that is not white space between tokens. */
    CONTROL_CHARACTER("control-character"),
    INVALID_UTF8("invalid-utf8"),
    TOO_DEEP("too-deep");

    private final String code;

    ValidationResult(String code) {
        this.code = code;
    }

    /** The stable name in rejected records and counts. */
    public String code() {
        return code;
    }
}
