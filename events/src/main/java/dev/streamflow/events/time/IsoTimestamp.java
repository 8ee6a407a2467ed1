package dev.streamflow.events.time;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Reads ISO 8601 instants straight from bytes: every landed record goes through here once. */
final class IsoTimestamp {
    private static final long INVALID = TimestampFormat.INVALID;
    private static final long MICROS = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int LEAP_SECOND = 60;
    private static final int MAX_OFFSET_MINUTES = 18 * 60;

    private final byte[] bytes;
    private final int to;
    private int at;

    private IsoTimestamp(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    static long micros(byte[] bytes, int from, int to, ZoneId zone) {
        return new IsoTimestamp(bytes, from, to).micros(zone);
    }

    private long micros(ZoneId zone) {
        int year = digits(4);
        int month = after('-') ? digits(2) : -1;
        int day = after('-') ? digits(2) : -1;
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
            return INVALID;
        }
        long date = epochDay(year, month, day);
        return at == to ? inZone(date * SECONDS_PER_DAY, zone) * MICROS : withTime(date, zone);
    }

    private long withTime(long date, ZoneId zone) {
        boolean time = bytes[at] == 'T' || bytes[at] == 't' || bytes[at] == ' ';
        at++;
        int hour = time ? digits(2) : -1;
        int minute = after(':') ? digits(2) : -1;
        boolean seconds = at < to && bytes[at] == ':';
        int second = seconds ? secondAfterColon() : 0;
        int micros = seconds && at < to && (bytes[at] == '.' || bytes[at] == ',') ? fraction() : 0;
        boolean midnight = hour == 24 && minute == 0 && second == 0 && micros == 0;
        boolean valid = midnight || (hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59);
        if (!valid || second < 0 || second > LEAP_SECOND || micros < 0) {
            return INVALID;
        }
        long local = date * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second;
        boolean zoned = at < to;
        int offset = zoned ? offsetSeconds() : 0;
        if (offset == Integer.MIN_VALUE) {
            return INVALID;
        }
        long instant = zoned ? local - offset : inZone(local, zone);
        boolean leap = second == LEAP_SECOND;
        return leap && Math.floorMod(instant, SECONDS_PER_DAY) != 0 ? INVALID : instant * MICROS + micros;
    }

    private int secondAfterColon() {
        at++;
        return digits(2);
    }

    private boolean after(char separator) {
        return at < to && bytes[at++] == separator;
    }

    /** A number of exactly so many digits, or -1. */
    private int digits(int count) {
        if (to - at < count) {
            at = to + 1;
            return -1;
        }
        int number = 0;
        for (int i = 0; i < count; i++) {
            int digit = bytes[at++] - '0';
            if (digit < 0 || digit > 9) {
                at = to + 1;
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The microseconds of the digits behind the point, or -1. */
    private int fraction() {
        at++;
        int micros = 0;
        int count = 0;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            if (count < 6) {
                micros = micros * 10 + bytes[at] - '0';
            }
            count++;
            at++;
        }
        for (int i = count; i < 6; i++) {
            micros *= 10;
        }
        return count == 0 ? -1 : micros;
    }

    /**
     * The seconds east of UTC of {@code Z}, {@code +01}, {@code +0100} or {@code +01:00} up to the end, or MIN_VALUE.
     */
    private int offsetSeconds() {
        at += bytes[at] == ' ' ? 1 : 0;
        if (at >= to) {
            return Integer.MIN_VALUE;
        }
        byte sign = bytes[at++];
        if (sign == 'Z' || sign == 'z') {
            return at == to ? 0 : Integer.MIN_VALUE;
        }
        int hours = sign == '+' || sign == '-' ? digits(2) : -1;
        int minutes = 0;
        if (at < to) {
            at += bytes[at] == ':' ? 1 : 0;
            minutes = digits(2);
        }
        boolean valid = at == to && hours >= 0 && minutes >= 0 && minutes <= 59;
        int total = hours * 60 + minutes;
        if (!valid || total > MAX_OFFSET_MINUTES) {
            return Integer.MIN_VALUE;
        }
        return (sign == '-' ? -total : total) * 60;
    }

    /**
     * The seconds since 1970 in UTC of a local time in the zone: of one that comes twice the first, of one that is left
     * out an hour later.
     */
    private static long inZone(long local, ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return local;
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
        return local - zone.getRules().getOffset(time).getTotalSeconds();
    }

    private static int daysIn(int year, int month) {
        if (month == 2) {
            return isLeap(year) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar, counted in years that begin in March. */
    private static long epochDay(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }
}
