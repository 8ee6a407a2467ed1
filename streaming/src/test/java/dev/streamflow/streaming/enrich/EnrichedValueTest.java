package dev.streamflow.streaming.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnrichedValueTest {
    @Test
    void theEventStaysAsItWasSentAndGetsPropertiesAtItsEnd() {
        assertThat(enriched(" {\"b\" : 1.50,\n \"a\":\"ü\" } \r\n", "product", "{\"id\":7}"))
                .isEqualTo(" {\"b\" : 1.50,\n \"a\":\"ü\" ,\"product\":{\"id\":7}}");
    }

    @Test
    void anEventWithoutPropertiesGetsNoComma() {
        assertThat(enriched("{ }", "product", "{}")).isEqualTo("{ \"product\":{}}");
        assertThat(enriched("{}", "product", "{}")).isEqualTo("{\"product\":{}}");
    }

    @Test
    void whatIsNotThereIsNull() {
        assertThat(enriched("{\"a\":1}", "product", null)).isEqualTo("{\"a\":1,\"product\":null}");
    }

    @Test
    void aPropertyOfTheEventGivesWay() {
        assertThat(enriched("{\"product\":[{\"a\":[1]}],\"n\":-1.0e5,\"t\":\"product\",\"x\" : null}", "product", "7"))
                .isEqualTo("{\"n\":-1.0e5,\"t\":\"product\",\"x\" : null,\"product\":7}");
        assertThat(enriched("{\"n\":12 ,\"pro\\u0064uct\":1}", "product", "7")).isEqualTo("{\"n\":12,\"product\":7}");
        assertThat(enriched("{\"product\":null}", "product", "7")).isEqualTo("{\"product\":7}");
    }

    @Test
    void aPropertyWithinAnotherStays() {
        String event = "{\"a\":{\"product\":1},\"n\":1234567890123456789012345678901234567890.10}";
        assertThat(enriched(event, "product", "7"))
                .isEqualTo(event.substring(0, event.length() - 1) + ",\"product\":7}");
    }

    @Test
    void severalPropertiesComeInTheirOrder() {
        Map<String, byte[]> added = new LinkedHashMap<>();
        added.put("total", "12.50".getBytes(UTF_8));
        added.put("product", null);
        assertThat(new String(EnrichedValue.of("{\"a\":1,\"total\":null}".getBytes(UTF_8), added), UTF_8))
                .isEqualTo("{\"a\":1,\"total\":12.50,\"product\":null}");
    }

    private static String enriched(String event, String name, String json) {
        Map<String, byte[]> added = new LinkedHashMap<>();
        added.put(name, json == null ? null : json.getBytes(UTF_8));
        return new String(EnrichedValue.of(event.getBytes(UTF_8), added), UTF_8);
    }
}
