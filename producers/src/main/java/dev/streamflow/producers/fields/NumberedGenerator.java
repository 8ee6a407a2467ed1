package dev.streamflow.producers.fields;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.events.json.JsonBytes;

/** A prefix and a number with zeros in front: {@code SO-000000001}. */
final class NumberedGenerator implements FieldGenerator {
    private final byte[] prefix;
    private final byte[] quotedPrefix;
    private final int width;
    private final NumberGenerator.Source source;
    private long number;

    NumberedGenerator(String prefix, int width, NumberGenerator.Source source) {
        this.prefix = prefix.getBytes(UTF_8);
        JsonBytes quoted = new JsonBytes().string(prefix);
        this.quotedPrefix = quoted.truncate(quoted.length() - 1).toByteArray();
        this.width = width;
        this.source = source;
    }

    @Override
    public void draw(GenerationContext context) {
        number = source.unscaled(context);
    }

    @Override
    public void write(JsonBytes json) {
        json.raw(quotedPrefix).padded(number, width).raw('"');
    }

    @Override
    public void text(JsonBytes out) {
        out.raw(prefix).padded(number, width);
    }

    @Override
    public Object value() {
        JsonBytes text = new JsonBytes();
        text(text);
        return text.toString();
    }
}
