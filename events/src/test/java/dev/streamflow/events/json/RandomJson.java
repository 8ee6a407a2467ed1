package dev.streamflow.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Random;

/** Random JSON objects, most of them sound, and the damage that bytes suffer. */
final class RandomJson {
    private static final String[] TEXTS = {
        "",
        "a",
        "at",
        "plain text that is longer than eight bytes",
        "ü",
        "日本",
        "\uD83D\uDE00",
        "\\n",
        "\\u0061t",
        "\\\\",
        "\\\"",
        "\\ud800",
        "\\/",
        "0123456",
        "01234567",
        "\u007f",
        "2026-01-01T00:00:00Z"
    };
    private static final String[] SCALARS = {
        "0",
        "-0",
        "1",
        "-17",
        "1.5",
        "2e10",
        "3E-2",
        "0.0",
        "true",
        "false",
        "null",
        "1767225600000",
        "12345678901234567890"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\r\n", "\t", "  "};
    private static final String DAMAGE = "{}[]\",:\\ \n\0\u0001tfn0-.eE1x";

    private final Random random;

    RandomJson(long seed) {
        random = new Random(seed);
    }

    byte[] object() {
        return (space() + object(0) + space()).getBytes(UTF_8);
    }

    /** The bytes with one to three faults: some byte changed, removed, inserted or doubled, or the end cut off. */
    byte[] damaged(byte[] sound) {
        byte[] bytes = sound.clone();
        for (int faults = 1 + random.nextInt(3); faults > 0 && bytes.length > 0; faults--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 -> joined(bytes, at, new byte[0], at + 1);
                case 2 -> joined(bytes, at, new byte[] {anyByte()}, at + 1);
                case 3 -> joined(bytes, at, new byte[] {anyByte()}, at);
                default -> joined(bytes, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 9)), at);
            };
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
        byte[] all = Arrays.copyOf(bytes, head + middle.length + bytes.length - tail);
        System.arraycopy(middle, 0, all, head, middle.length);
        System.arraycopy(bytes, tail, all, head + middle.length, bytes.length - tail);
        return all;
    }

    private byte anyByte() {
        return random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
    }

    private String object(int depth) {
        StringBuilder json = new StringBuilder("{");
        for (int fields = random.nextInt(5); fields > 0; fields--) {
            String key = random.nextInt(3) == 0 ? "\"at\"" : string();
            json.append(space()).append(key).append(space()).append(':').append(space());
            json.append(value(depth + 1)).append(space()).append(fields > 1 ? "," : "");
        }
        return json.append(space()).append('}').toString();
    }

    private String array(int depth) {
        StringBuilder json = new StringBuilder("[");
        for (int items = random.nextInt(4); items > 0; items--) {
            json.append(space()).append(value(depth + 1)).append(space()).append(items > 1 ? "," : "");
        }
        return json.append(space()).append(']').toString();
    }

    private String value(int depth) {
        int kind = random.nextInt(depth > 4 ? 2 : 4);
        return switch (kind) {
            case 0 -> string();
            case 1 -> SCALARS[random.nextInt(SCALARS.length)];
            case 2 -> object(depth);
            default -> array(depth);
        };
    }

    private String string() {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        return '"' + (random.nextBoolean() ? text : text + TEXTS[random.nextInt(TEXTS.length)]) + '"';
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }
}
