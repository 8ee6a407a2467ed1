package dev.streamflow.dashboard.store;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which columns speak of persons, and are shown only if that was asked for. */
final class Personal {
    private static final Pattern NAMES = Pattern.compile(
            "(.*_)?(user|session|customer|visitor|account|person|member|patient|client)(_?id)|(.*_)?(e?mail|phone|ip)(_.*)?");

    private Personal() {}

    static boolean is(String column) {
        return NAMES.matcher(column.toLowerCase(Locale.ROOT)).matches();
    }
}
