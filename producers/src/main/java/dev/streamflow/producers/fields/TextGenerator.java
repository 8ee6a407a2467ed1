package dev.streamflow.producers.fields;

import dev.streamflow.events.json.JsonBytes;

/** Text that is made of a number. */
final class TextGenerator implements FieldGenerator {
    /** Gives one text for each number. */
    interface Texts {
        String text(long number);
    }

    private final Distinct numbers;
    private final Texts texts;
    private String text = "";

    TextGenerator(Distinct numbers, Texts texts) {
        this.numbers = numbers;
        this.texts = texts;
    }

    @Override
    public void draw(GenerationContext context) {
        text = texts.text(numbers.place(context));
    }

    @Override
    public void write(JsonBytes json) {
        json.string(text);
    }

    @Override
    public void text(JsonBytes out) {
        out.raw(text);
    }

    @Override
    public Object value() {
        return text;
    }
}
