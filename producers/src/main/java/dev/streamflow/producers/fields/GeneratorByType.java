package dev.streamflow.producers.fields;

import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Generate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The generator of a field that is drawn as its type and its {@code x-generate} say. */
final class GeneratorByType implements FieldType.Visitor<FieldGenerator> {
    private static final int HOURS = 24;

    private final GeneratorFactory factory;
    private final Pools pools;
    private final Field field;
    private final Optional<Generate.Values> values;

    GeneratorByType(GeneratorFactory factory, Pools pools, Field field, Optional<Generate.Values> values) {
        this.factory = factory;
        this.pools = pools;
        this.field = field;
        this.values = values;
    }

    private FieldGenerator drawn() {
        return values.filter(Generate.Uuid.class::isInstance).isPresent()
                ? new UuidGenerator()
                : Numbers.generator(field, values).orElseGet(() -> pools.generator(field, values));
    }

    @Override
    public FieldGenerator text(FieldType.Text type) {
        return drawn();
    }

    @Override
    public FieldGenerator uuid(FieldType.Uuid type) {
        return values.isEmpty() ? new UuidGenerator() : drawn();
    }

    @Override
    public FieldGenerator int64(FieldType.Int64 type) {
        return drawn();
    }

    @Override
    public FieldGenerator float64(FieldType.Float64 type) {
        return drawn();
    }

    @Override
    public FieldGenerator decimal(FieldType.Decimal type) {
        return drawn();
    }

    @Override
    public FieldGenerator bool(FieldType.Bool type) {
        return drawn();
    }

    @Override
    public FieldGenerator timestamp(FieldType.Timestamp type) {
        if (values.isPresent() && !(values.get() instanceof Generate.TimeOfDay)) {
            return drawn();
        }
        return new TimeGenerator(
                type,
                values.map(Generate.TimeOfDay.class::cast)
                        .map(Generate.TimeOfDay::hours)
                        .orElse(Collections.nCopies(HOURS, 1.0)));
    }

    @Override
    public FieldGenerator date(FieldType.Date type) {
        return values.isEmpty() ? new DateGenerator() : drawn();
    }

    @Override
    public FieldGenerator struct(FieldType.Struct type) {
        List<PropertyGenerator> properties = new ArrayList<>();
        type.fields().forEach(inner -> properties.add(factory.property(inner, properties)));
        return new ObjectGenerator(properties, properties);
    }

    @Override
    public FieldGenerator array(FieldType.Array type) {
        int least = field.constraints().minItems().orElse(0);
        int most = field.constraints().maxItems().orElse(Integer.MAX_VALUE);
        Generate.Length length = values.map(Generate.Length.class::cast)
                .orElse(new Generate.Length(least, (int) Math.min(most, least + 3L)));
        FieldGenerator element = factory.property(type.element(), List.of()).generator();
        int min = Math.min(most, Math.max(least, length.min()));
        return new ArrayGenerator(element, min, Math.max(min, Math.min(most, length.max())));
    }
}
