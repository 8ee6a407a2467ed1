package dev.streamflow.streaming.purchases;

/** How wide text is on a terminal, and text that is no wider than there is room. */
final class TextWidth {
    private static final String ELLIPSIS = "…";

    private TextWidth() {}

    /** Columns that the text takes: two for an ideograph, none for a combining mark. */
    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    private static int of(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    /** Unicode's wide and full-width blocks, and emoji. */
    private static boolean isWide(int point) {
        return (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF && point != 0x303F)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6)
                || (point >= 0x1F300 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
    }

    /** The text on one line: what would steer the terminal is a question mark. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean steers = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            plain.appendCodePoint(steers ? '?' : point);
        });
        return plain.toString();
    }

    /** The text, cut where it is wider than that. */
    static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = of(ELLIPSIS);
        for (int point : text.codePoints().toArray()) {
            used += of(point);
            if (used > width) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept + ELLIPSIS;
    }

    /** The text with blanks on its right up to that width. */
    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /** The text with blanks on its left up to that width. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - of(text))) + text;
    }
}
