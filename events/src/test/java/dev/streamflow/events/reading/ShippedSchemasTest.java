package dev.streamflow.events.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.Derived;
import dev.streamflow.events.model.EventSchema;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people rely on in the kinds of events that are shipped. */
class ShippedSchemasTest {
    private static final Path SCHEMAS = Path.of("../schemas");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_events | user_id | event_id event_type user_id session_id event_timestamp page product_id device.type device.os"
                        + " device.browser geo.country geo.city properties.referrer properties.search_query properties.position",
                "transaction_events | user_id | transaction_id user_id session_id event_timestamp items discount_percentage"
                        + " total_amount currency payment_method status customer_segment is_new_customer order_source geo.country geo.city",
                "purchases | customer_id | event_id timestamp customer_id customer_segment product_id product_category product_name"
                        + " quantity unit_price total_amount currency payment_method order_source location.country location.city"
                        + " discount_percentage is_new_customer device_type",
                "sales | order_id | order_id order_date product quantity unit_price amount store customer_id",
                "card_transactions | card | transaction_id transaction_time card merchant category amount country approved fee"
                        + " risk_band",
                "storefront_events | user_id | event_id user_id event_type product_id product_name product_category product_price"
                        + " quantity event_timestamp session_id device_type",
            })
    void keyAndFields(String name, String key, String fields) {
        EventSchema schema = schema(name);

        assertThat(schema.topic().key()).contains(key);
        assertThat(Columns.of(schema.fields()))
                .extracting(Columns.Column::dotted)
                .containsExactlyInAnyOrder(fields.split(" "));
    }

    @Test
    void whatHappensInAStorefront() {
        assertThat(schema("storefront_events")
                        .field("event_type")
                        .orElseThrow()
                        .constraints()
                        .allowed())
                .containsExactlyInAnyOrder("view", "add_to_cart", "remove_from_cart", "purchase", "wishlist");
    }

    @Test
    void amountsOfPurchasesAndSales() {
        var row = Map.of("quantity", 3L, "unit_price", new BigDecimal("19.99"), "discount_percentage", number("12.5"));

        assertThat(derived("purchases", "total_amount", row)).isEqualTo(number("52.47"));
        assertThat(derived("sales", "amount", row)).isEqualTo(number("59.97"));
    }

    @ParameterizedTest
    @CsvSource({
        "cash, 100.00, true, 2.50, low",
        "cash, 200.00, true, 5.00, high",
        "food, 50.00, true, 1.00, low",
        "food, 200.00, true, 3.70, medium",
        "travel, 1000.00, true, 18.10, high",
        "travel, 999.99, false, 0, medium",
    })
    void feeAndRiskBandOfACard(String category, BigDecimal amount, boolean approved, BigDecimal fee, String risk) {
        var row = Map.of("category", category, "amount", amount, "approved", approved);

        assertThat((BigDecimal) derived("card_transactions", "fee", row)).isEqualByComparingTo(fee);
        assertThat(derived("card_transactions", "risk_band", row)).isEqualTo(risk);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static EventSchema schema(String name) {
        return Schemas.find(name, SCHEMAS);
    }

    private static Object derived(String schema, String field, Map<String, ?> row) {
        List<Derived> found = schema(schema).derived().stream()
                .filter(one -> one.field().equals(field))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0).expression().evaluate(row);
    }
}
