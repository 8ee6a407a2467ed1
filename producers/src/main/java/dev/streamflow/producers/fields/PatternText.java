package dev.streamflow.producers.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The texts of a fixed length that a simple regular expression describes, numbered: characters, classes such as
 * {@code [A-Z0-9]} and {@code \d}, each perhaps with a count. Where a count is a range, the texts are those with the
 * largest.
 */
final class PatternText {
    private static final long MOST = 1L << 62;
    private static final String SPECIAL = ".()|^$*+?{}[]";
    private static final String WORD = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private final List<String> places = new ArrayList<>();
    private final String pattern;
    private int at;

    private PatternText(String pattern) {
        this.pattern = pattern;
    }

    /** Empty where the pattern is more than that. */
    static Optional<PatternText> of(String pattern) {
        PatternText texts = new PatternText(pattern.replaceAll("^\\^|(?<!\\\\)\\$$", ""));
        return texts.parse() ? Optional.of(texts) : Optional.empty();
    }

    /** How many there are, at most 2⁶². */
    long size() {
        long size = 1;
        for (String place : places) {
            if (size > MOST / place.length()) {
                return MOST;
            }
            size *= place.length();
        }
        return size;
    }

    /** Number {@code index} of them, from 0. */
    String text(long index) {
        char[] text = new char[places.size()];
        long rest = index;
        for (int i = text.length - 1; i >= 0; i--) {
            String place = places.get(i);
            text[i] = place.charAt((int) (rest % place.length()));
            rest /= place.length();
        }
        return new String(text);
    }

    private boolean parse() {
        while (at < pattern.length()) {
            String place = place();
            int count = place.isEmpty() ? -1 : count();
            if (count < 0 || places.size() + count > 1000) {
                return false;
            }
            for (int i = 0; i < count; i++) {
                places.add(place);
            }
        }
        return !places.isEmpty();
    }

    /** The characters that may stand in the next place; none where it is not understood. */
    private String place() {
        char next = pattern.charAt(at++);
        if (next == '[') {
            return charactersOfClass();
        } else if (next == '\\') {
            return at < pattern.length() ? escaped(pattern.charAt(at++)) : "";
        }
        return SPECIAL.indexOf(next) >= 0 ? "" : String.valueOf(next);
    }

    private static String escaped(char letter) {
        return switch (letter) {
            case 'd' -> WORD.substring(0, 10);
            case 'w' -> WORD;
            default -> Character.isLetterOrDigit(letter) ? "" : String.valueOf(letter);
        };
    }

    private String charactersOfClass() {
        int end = pattern.indexOf(']', at);
        String inner = end < 0 ? "" : pattern.substring(at, end);
        at = end + 1;
        if (inner.isEmpty()
                || inner.startsWith("^")
                || inner.contains("\\")
                || inner.contains("[")
                || inner.contains("&&")) {
            return "";
        }
        TreeSet<Character> characters = new TreeSet<>();
        for (int i = 0; i < inner.length(); i++) {
            boolean range = i + 2 < inner.length() && inner.charAt(i + 1) == '-';
            char last = inner.charAt(range ? i + 2 : i);
            for (int character = inner.charAt(i); character <= last; character++) {
                characters.add((char) character);
            }
            i += range ? 2 : 0;
        }
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    /** How often the place is there; negative where that is not understood. */
    private int count() {
        if (at < pattern.length() && pattern.charAt(at) == '{') {
            int end = pattern.indexOf('}', at);
            String counts = end < 0 ? "" : pattern.substring(at + 1, end);
            at = end + 1;
            return counts.matches("[0-9]{1,3}(,[0-9]{1,3})?")
                    ? Integer.parseInt(counts.substring(counts.indexOf(',') + 1))
                    : -1;
        }
        return at < pattern.length() && "*+?".indexOf(pattern.charAt(at)) >= 0 ? -1 : 1;
    }
}
