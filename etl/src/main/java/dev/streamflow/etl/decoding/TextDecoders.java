package dev.streamflow.etl.decoding;

import static java.util.stream.Collectors.toSet;

import dev.streamflow.events.model.Constraints;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/** Decoders of strings: they check the type, then each keyword of JSON Schema. */
@SuppressWarnings("ShortCircuitBoolean") // every check runs, so that every reason is found
final class TextDecoders {
    private static final String UUID = "00000000-0000-0000-0000-000000000000";

    private TextDecoders() {}

    static ValueDecoder text(String path, Constraints constraints) {
        Set<UTF8String> words =
                constraints.allowed().stream().map(UTF8String::fromString).collect(toSet());
        int least = constraints.minLength().orElse(0);
        int most = constraints.maxLength().orElse(Integer.MAX_VALUE);
        boolean searched = constraints.pattern().isPresent();
        return (line, reasons) -> {
            if (!reasons.isString(line, path)) {
                return null;
            }
            boolean plain = line.string();
            UTF8String value = line.text();
            int bytes = value.numBytes();
            if (plain && !searched && bytes >= least && bytes <= most && (words.isEmpty() || words.contains(value))) {
                return value;
            }
            String text = line.parser().getText();
            boolean valid = reasons.check(plain || isWhole(text), path, "surrogate")
                    & keywords(text, path, constraints, reasons);
            return valid ? value : null;
        };
    }

    /** A lone surrogate has no UTF-8 form, and a replacement character would make different texts equal. */
    private static boolean isWhole(String text) {
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int point = text.codePointAt(at);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return false;
            }
        }
        return true;
    }

    static boolean keywords(String text, String path, Constraints constraints, ReasonCollector reasons) {
        List<String> allowed = constraints.allowed();
        return reasons.check(allowed.isEmpty() || allowed.contains(text), path, "enum")
                & reasons.check(found(constraints.pattern(), text), path, "pattern")
                & lengths(text, path, constraints, reasons);
    }

    /** Some patterns recurse for every character, and overflow the stack on a long text. */
    private static boolean found(Optional<Pattern> pattern, String text) {
        try {
            return pattern.isEmpty() || pattern.get().matcher(text).find();
        } catch (StackOverflowError e) {
            return false;
        }
    }

    private static boolean lengths(String text, String path, Constraints constraints, ReasonCollector reasons) {
        if (constraints.minLength().isEmpty() && constraints.maxLength().isEmpty()) {
            return true;
        }
        int length = text.codePointCount(0, text.length());
        return reasons.check(length >= constraints.minLength().orElse(0), path, "minLength")
                & reasons.check(length <= constraints.maxLength().orElse(Integer.MAX_VALUE), path, "maxLength");
    }

    static ValueDecoder uuid(String path) {
        return (line, reasons) -> {
            if (!reasons.isString(line, path)) {
                return null;
            }
            line.string();
            return reasons.check(isUuid(line.utf8(), line.from(), line.to()), path, "format") ? line.text() : null;
        };
    }

    /** Compares characters, because a regular expression would take a tenth of the decoding time. */
    private static boolean isUuid(byte[] utf8, int from, int to) {
        boolean valid = to - from == UUID.length();
        for (int i = 0; valid && i < UUID.length(); i++) {
            byte found = utf8[from + i];
            valid = UUID.charAt(i) == '-' ? found == '-' : HexFormat.isHexDigit(found);
        }
        return valid;
    }
}
