package dev.streamflow.events.time;

/** People write {@code yyyy} for the year; a strict formatter wants {@code uuuu} unless an era is given. */
final class ProlepticYears {
    private ProlepticYears() {}

    /** The pattern with every {@code y} outside quotes as {@code u}; unchanged where it has an era {@code G}. */
    static String in(String pattern) {
        StringBuilder proleptic = new StringBuilder(pattern);
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            quoted ^= letter == '\'';
            if (!quoted && letter == 'G') {
                return pattern;
            }
            if (!quoted && letter == 'y') {
                proleptic.setCharAt(i, 'u');
            }
        }
        return proleptic.toString();
    }
}
