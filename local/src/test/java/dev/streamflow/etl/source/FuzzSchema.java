package dev.streamflow.etl.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A random schema, and random records that mostly follow it. */
final class FuzzSchema {
    private static final List<String> FORMATS = List.of(
            "iso",
            "epoch-seconds",
            "epoch-millis",
            "epoch-micros",
            "epoch-nanos",
            "yyyyMMddHHmmss",
            "dd.MM.yyyy[ HH:mm]");
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "America/New_York", "+05:30");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "1",
            "-7",
            "3.0",
            "0.5",
            "12.25",
            "1e2",
            "1.5E-1",
            "1E+2",
            "0e99999",
            "1e400",
            "-1e400",
            "1e-400",
            "1E+999999999",
            "1E-999999999",
            "100E+2147483647",
            "1E99999999999",
            "1E-99999999999",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "999999999999999999",
            "9999999999999999.99",
            "99999999999999999",
            "0.001",
            "1.10",
            "1" + "0".repeat(300),
            "0." + "0".repeat(300) + "1",
            "9".repeat(1000),
            "9".repeat(1001),
            "1594512094",
            "1594512094385",
            "1594512094385974",
            "1594512094385974123",
            "1.5945120943859746E9",
            "1594512094.5",
            "20200712000134",
            "-1",
            "1e18",
            "123456789012345678");
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "AB",
            "abc",
            "\\u0000",
            "\\u0041B",
            "\\ud83d",
            "\\ude00x",
            "\\ud83d\\ude00",
            "😀",
            "Zürich",
            "\\\"",
            "\\\\",
            "\\/",
            "00000000-0000-4000-8000-00000000000f",
            "2020-07-12",
            "2020-02-30",
            "+12020-07-12",
            "2020-07-12T00:01:34Z",
            "2020-07-12 00:01:34,385974 +02:00",
            "2020-07-12T24:00",
            "2020-03-29T02:30",
            "2020-10-25 02:30:00",
            "2016-12-31T23:59:60Z",
            "2020-07-12t00:01z",
            "2020-W10-1",
            "9999-12-31T23:59:59.9999999999Z",
            "0000-01-01T00:00Z",
            "2020-07-12T00:01:34\\u005a",
            "12.07.2020",
            "12.07.2020 00:01",
            "29.03.2020 02:30",
            "20200712000134",
            "1594512094",
            "1.594512094E9",
            " 1",
            "NaN",
            "1e400",
            "٣",
            "1969-12-31T23:59:59Z",
            "2100-01-01");
    private static final List<String> OTHERS =
            List.of("null", "true", "false", "[]", "{}", "[null]", "[1,\"a\",{}]", "{\"x\":{\"x\":1,\"x\":2}}");

    private final Random random;
    private final List<Member> members = new ArrayList<>();
    private final String document;

    /** @param keys under which it may stand; of {@code inner} an object has more, an array has some */
    private record Member(List<String> keys, String kind, List<Member> inner) {}

    FuzzSchema(Random random) {
        this.random = random;
        boolean nested = random.nextInt(3) == 0;
        String format = pick(FORMATS);
        String type = format.equals("iso") || format.startsWith("dd")
                ? "string"
                : pick(List.of("string", "integer", "number"));
        StringBuilder properties = new StringBuilder();
        String time = "{\"type\": \"" + type + "\"" + source("@at") + "}";
        List<String> required = new ArrayList<>(List.of("at"));
        Member at = new Member(keys("at", time), "time", List.of());
        if (nested) {
            String meta = source("@meta");
            properties
                    .append("\"meta\": {\"type\": \"object\"")
                    .append(meta)
                    .append(", \"required\": [\"at\"], \"properties\": {");
            List<Member> inner = new ArrayList<>(List.of(at));
            properties
                    .append("\"at\": ")
                    .append(time)
                    .append(fields(2, inner, new ArrayList<>(), 1))
                    .append("}}");
            members.add(new Member(keys("meta", meta), "object", inner));
            required.set(0, "meta");
        } else {
            properties.append("\"at\": ").append(time);
            members.add(at);
        }
        properties.append(fields(6, members, required, 0));
        this.document = "{\"description\": \"Fuzzed\", \"type\": \"object\", \"properties\": {" + properties
                + "}, \"required\": [\"" + String.join("\", \"", required) + "\"], \"x-event-time\": {\"field\": \""
                + (nested ? "meta.at" : "at") + "\", \"format\": \"" + format + "\", \"zone\": \"" + pick(ZONES)
                + "\"}}";
    }

    String document() {
        return document;
    }

    private String source(String name) {
        return random.nextInt(3) == 0 ? ", \"x-source\": \"" + name + "\"" : "";
    }

    private static List<String> keys(String name, String definition) {
        return definition.contains("x-source") ? List.of(name, "@" + name) : List.of(name);
    }

    private String fields(int count, List<Member> into, List<String> required, int depth) {
        StringBuilder properties = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String name = "f" + i;
            String source = source("@" + name);
            String kind =
                    pick(List.of("text", "number", "number", "uuid", "date", "date-time", "flag", "object", "array"));
            List<Member> inner = new ArrayList<>();
            String definition = definition(kind, inner, depth);
            properties
                    .append(", \"")
                    .append(name)
                    .append("\": {")
                    .append(definition)
                    .append(source)
                    .append('}');
            into.add(new Member(keys(name, source), kind, inner));
            if (random.nextInt(3) == 0) {
                required.add(name);
            }
        }
        return properties.toString();
    }

    private String definition(String kind, List<Member> inner, int depth) {
        return switch (kind) {
            case "text" ->
                "\"type\": \"string\""
                        + pick(List.of(
                                "",
                                ", \"maxLength\": 2",
                                ", \"minLength\": 1",
                                ", \"pattern\": \"^[A-Za-z]+$\"",
                                ", \"enum\": [\"a\", \"AB\", \"?\"]"));
            case "number" ->
                pick(List.of(
                                "\"type\": \"integer\"",
                                "\"type\": \"number\"",
                                "\"type\": \"number\", \"multipleOf\": 0.01"))
                        + pick(List.of(
                                "",
                                ", \"minimum\": 0",
                                ", \"exclusiveMinimum\": -1",
                                ", \"maximum\": 1000",
                                ", \"exclusiveMaximum\": 1e18"));
            case "flag" -> "\"type\": \"boolean\"";
            case "object", "array" -> depth > 1 ? "\"type\": \"boolean\"" : compound(kind, inner, depth);
            default -> "\"type\": \"string\", \"format\": \"" + kind + "\"";
        };
    }

    private String compound(String kind, List<Member> inner, int depth) {
        if (kind.equals("array")) {
            String element = pick(List.of("text", "number", "object"));
            List<Member> within = new ArrayList<>();
            String items = definition(element, within, depth + 1);
            inner.add(new Member(List.of("[]"), element, within));
            return "\"type\": \"array\", \"minItems\": 1, \"items\": {" + items + "}";
        }
        List<String> required = new ArrayList<>();
        String properties = fields(2, inner, required, depth + 1).substring(2);
        String names = required.isEmpty() ? "" : "\"" + String.join("\", \"", required) + "\"";
        return "\"type\": \"object\", \"required\": [" + names + "], \"properties\": {" + properties + "}";
    }

    /** A record, damaged in every fourth case. */
    byte[] record() {
        byte[] record = object(members).getBytes(UTF_8);
        if (random.nextInt(4) > 0) {
            return record;
        }
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(record, random.nextInt(record.length));
            case 1 -> changed(record);
            case 2 -> ("[".repeat(10_000) + "]").getBytes(UTF_8);
            default -> ("{\"x\":" + "[".repeat(random.nextInt(1200)) + "," + object(members) + "}").getBytes(UTF_8);
        };
    }

    private byte[] changed(byte[] record) {
        byte[] changed = record.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private String object(List<Member> of) {
        List<String> entries = new ArrayList<>();
        for (Member member : of) {
            for (int i = random.nextInt(12) == 0 ? 2 : random.nextInt(12) == 0 ? 0 : 1; i > 0; i--) {
                String key = pick(member.keys());
                String escaped =
                        random.nextInt(20) == 0 ? "\\u00" + Integer.toHexString(key.charAt(0)) + key.substring(1) : key;
                entries.add(space() + "\"" + escaped + "\"" + space() + ":" + value(member));
            }
        }
        if (random.nextInt(10) == 0) {
            entries.add(random.nextInt(entries.size() + 1), "\"\":" + pick(OTHERS));
        }
        return "{" + String.join(",", entries) + space() + "}";
    }

    private String space() {
        return random.nextInt(30) == 0 ? " \t" : "";
    }

    private String value(Member member) {
        if (random.nextInt(40) == 0) {
            return random.nextBoolean()
                    ? pick(OTHERS)
                    : random.nextBoolean() ? pick(NUMBERS) : "\"" + pick(TEXTS) + "\"";
        }
        return switch (member.kind()) {
            case "object" -> member.inner().isEmpty() ? "true" : object(member.inner());
            case "array" ->
                member.inner().isEmpty() ? "true" : array(member.inner().get(0));
            case "flag" -> "true";
            case "number" -> random.nextInt(3) > 0 ? String.valueOf(random.nextInt(100)) : pick(NUMBERS);
            case "time" -> time();
            case "uuid" ->
                random.nextInt(9) > 0 ? "\"00000000-0000-4000-8000-00000000000F\"" : "\"" + pick(TEXTS) + "\"";
            case "date" -> random.nextInt(9) > 0 ? "\"2020-07-12\"" : "\"" + pick(TEXTS) + "\"";
            case "date-time" -> random.nextInt(3) > 0 ? "\"2020-07-12T00:01:34.5Z\"" : "\"" + pick(TEXTS) + "\"";
            default -> random.nextInt(3) > 0 ? "\"" + pick(List.of("a", "AB")) + "\"" : "\"" + pick(TEXTS) + "\"";
        };
    }

    /** One that the format reads, or any other. */
    private String time() {
        if (random.nextInt(3) == 0) {
            return random.nextBoolean() ? pick(NUMBERS) : "\"" + pick(TEXTS) + "\"";
        }
        String format = document.substring(document.indexOf("\"format\": \"", document.indexOf("x-event-time")) + 11);
        String text = format.startsWith("iso")
                ? "2020-07-12T00:01:34.385Z"
                : format.startsWith("dd")
                        ? "12.07.2020 00:01"
                        : format.startsWith("yyyy")
                                ? "20200712000134"
                                : format.startsWith("epoch-s")
                                        ? "1594512094.385"
                                        : format.startsWith("epoch-mil")
                                                ? "1594512094385"
                                                : format.startsWith("epoch-mic")
                                                        ? "1594512094385974"
                                                        : "1594512094385974123";
        boolean number = !format.startsWith("iso") && !format.startsWith("dd") && random.nextBoolean();
        return number ? text : "\"" + text + "\"";
    }

    private String array(Member element) {
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(element));
        }
        return "[" + String.join(",", values) + "]";
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
