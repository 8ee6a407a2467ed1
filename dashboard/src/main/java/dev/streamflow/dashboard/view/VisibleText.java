package dev.streamflow.dashboard.view;

/** Text of strangers, for people to look at: what would not be seen, or would turn around what is, is spelled out. */
public final class VisibleText {
    private VisibleText() {}

    /** With {@code \\u202e} and the like in place of control and format characters, but for tabs and line breaks. */
    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isSeen(point)) {
                visible.appendCodePoint(point);
            } else {
                for (char half : Character.toChars(point)) {
                    visible.append("\\u")
                            .append(Character.forDigit(half >> 12, 16))
                            .append(Character.forDigit(half >> 8 & 15, 16))
                            .append(Character.forDigit(half >> 4 & 15, 16))
                            .append(Character.forDigit(half & 15, 16));
                }
            }
        });
        return visible.toString();
    }

    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point == '\t' || point == '\n' || point == '\r';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
