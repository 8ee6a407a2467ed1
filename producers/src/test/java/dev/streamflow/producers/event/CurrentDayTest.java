package dev.streamflow.producers.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.producers.Streams;
import dev.streamflow.producers.faults.FaultInjector;
import dev.streamflow.producers.fields.FieldEvents;
import dev.streamflow.producers.shop.Shop;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurrentDayTest {
    private Instant now = Instant.parse("2026-02-27T23:59:59Z");

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void eventsAreOfTheDateThatItIs() {
        EventSource source = FieldEvents.of(Streams.schema("purchases"), 1);
        EventStream events = new CurrentDay(source, new EventSource.Events(1000), clock);

        assertThat(days(events, 3)).containsOnly(LocalDate.parse("2026-02-27"));
        now = Instant.parse("2026-02-28T00:00:00Z");
        assertThat(days(events, 3)).containsOnly(LocalDate.parse("2026-02-28"));
        now = Instant.parse("2026-03-03T12:00:00Z");
        assertThat(days(events, 3)).containsOnly(LocalDate.parse("2026-03-03"));
    }

    @Test
    void aSimulationAndItsDirtMoveOnAsWell() {
        EventStream shop =
                new CurrentDay(Shop.of(Streams.schema("user_events"), 1), new EventSource.Events(1000), clock);
        EventStream events = new FaultInjector(shop, Streams.schema("user_events"), 0, 1);

        assertThat(days(events, 5)).containsOnly(LocalDate.parse("2026-02-27"));
        now = Instant.parse("2026-02-28T00:00:01Z");
        assertThat(days(events, 5)).containsOnly(LocalDate.parse("2026-02-28"));
    }

    @Test
    void noEventOfADayIsMadeTwice() {
        EventSource source = FieldEvents.of(Streams.schema("purchases"), 1);
        EventStream events = new CurrentDay(source, new EventSource.Events(7), clock);
        Event event = new Event();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            assertThat(events.next(event)).isTrue();
            values.add(event.value().toString());
        }
        assertThat(new HashSet<>(values)).hasSize(50);
    }

    private static List<LocalDate> days(EventStream events, int count) {
        Event event = new Event();
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            assertThat(events.next(event)).isTrue();
            days.add(event.day());
        }
        return days;
    }
}
