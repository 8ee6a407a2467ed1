package dev.streamflow.events.json;

/** Names what a value is that is not one JSON object in UTF-8, where a general reason would say less. */
final class OtherForms {
    private OtherForms() {}

    /**
     * The reason that says most.
     *
     * @param behind where the first object ends, if it does
     * @param found the general reason
     */
    static ValidationResult name(byte[] value, int from, int to, int behind, ValidationResult found) {
        if (startsWith(value, from, to, 0xEF, 0xBB, 0xBF)) {
            return ValidationResult.BYTE_ORDER_MARK;
        } else if (isUtf16(value, from, to)) {
            return ValidationResult.UTF_16;
        }
        return found == ValidationResult.TRAILING_CONTENT ? trailing(value, behind, to) : found;
    }

    private static boolean isUtf16(byte[] value, int from, int to) {
        return startsWith(value, from, to, 0xFE, 0xFF)
                || startsWith(value, from, to, 0xFF, 0xFE)
                || startsWith(value, from, to, '{', 0)
                || startsWith(value, from, to, 0, '{');
    }

    private static ValidationResult trailing(byte[] value, int from, int to) {
        int at = from;
        while (at < to && value[at] >= 0 && value[at] <= ' ' && value[at] != 0) {
            at++;
        }
        if (at < to && value[at] == '{') {
            return ValidationResult.SEVERAL_OBJECTS;
        }
        while (at < to && value[at] == 0) {
            at++;
        }
        return at == to ? ValidationResult.NUL_PADDING : ValidationResult.TRAILING_CONTENT;
    }

    private static boolean startsWith(byte[] value, int from, int to, int... bytes) {
        if (to - from < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (value[from + i] != (byte) bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
