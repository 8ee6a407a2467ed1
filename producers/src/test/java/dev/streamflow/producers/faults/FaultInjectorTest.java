package dev.streamflow.producers.faults;

import static dev.streamflow.producers.Streams.schema;
import static dev.streamflow.producers.Streams.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.producers.Validator;
import dev.streamflow.producers.event.Days;
import dev.streamflow.producers.event.EventSource;
import dev.streamflow.producers.event.EventSource.Events;
import dev.streamflow.producers.fields.FieldEvents;
import dev.streamflow.producers.shop.Shop;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultInjectorTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final int COUNT = 4000;
    private static final EventSchema ANY = schema("user_events");

    private static EventSource source(EventSchema schema) {
        return schema.simulation().isPresent() ? Shop.of(schema, 3) : FieldEvents.of(schema, 3);
    }

    private static Days days(EventSchema schema) {
        return new Days(source(schema), List.of(DAY, DAY.plusDays(1), DAY.plusDays(2)), new Events(COUNT), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_events", "transaction_events", "purchases", "card_transactions"})
    void countsAreExact(String name) {
        EventSchema schema = schema(name);
        List<String> clean = values(days(schema));
        FaultInjector dirt = new FaultInjector(days(schema), schema, 0.1, 9);
        List<String> dirty = values(dirt);

        Set<String> known = new HashSet<>(clean);
        long malformed = dirty.stream().filter(event -> !isJson(event)).count();
        long changed = dirty.stream().filter(event -> !known.contains(event)).count();
        List<String> kept = new ArrayList<>(dirty);
        kept.retainAll(known);
        assertThat(dirt.counts().malformed()).isEqualTo(malformed);
        assertThat(dirt.counts().ruleBreaking()).isEqualTo(changed - malformed);
        assertThat(dirt.counts().duplicate()).isEqualTo(kept.size() - new HashSet<>(kept).size());
        assertThat(dirty).hasSize((int) (clean.size() + dirt.counts().duplicate()));
        assertThat(dirt.counts().late() / (double) clean.size()).isCloseTo(0.025, within(0.008));
        assertThat(values(new FaultInjector(days(schema), schema, 0.1, 9))).isEqualTo(dirty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_events", "purchases", "online_retail"})
    void everyBrokenEventIsStillJsonAndBreaksItsSchema(String name) {
        EventSchema schema = schema(name);
        Set<String> clean = new HashSet<>(values(days(schema)));
        List<String> broken = values(new FaultInjector(days(schema), schema, 0.5, 9)).stream()
                .filter(event -> !clean.contains(event) && isJson(event))
                .toList();

        assertThat(broken)
                .hasSizeGreaterThan(clean.size() / 20)
                .allSatisfy(event -> assertThat(Validator.faults(schema, event)).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = "user_events")
    void lateEventsComeWhenTheNextDayIsDone(String name) {
        EventSchema schema = schema(name);
        List<String> clean = values(days(schema));
        List<String> dirty = values(new FaultInjector(days(schema), schema, 0.1, 9));
        Set<String> firstDay = new HashSet<>(clean.subList(0, COUNT));
        Set<String> thirdDay = new HashSet<>(clean.subList(2 * COUNT, 3 * COUNT));

        int firstOfThird = 0;
        while (!thirdDay.contains(dirty.get(firstOfThird))) {
            firstOfThird++;
        }
        assertThat(dirty.get(firstOfThird - 1)).isIn(firstDay);
        assertThat(dirty.subList(firstOfThird, dirty.size())).doesNotContainAnyElementsOf(firstDay);
    }

    private static boolean isJson(String event) {
        return event.startsWith("{") && !Validator.faults(ANY, event).equals(List.of("json:malformed"));
    }
}
