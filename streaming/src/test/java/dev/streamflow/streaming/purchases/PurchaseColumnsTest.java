package dev.streamflow.streaming.purchases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.events.reading.Schemas;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurchaseColumnsTest {
    private static final Path SCHEMAS = Path.of("../schemas");

    private static PurchaseColumns of(EventSchema schema, String amount, String by) {
        return PurchaseColumns.of(schema, Optional.ofNullable(amount), Optional.ofNullable(by));
    }

    @ParameterizedTest
    @CsvSource({"purchases, total_amount, product_category", "sales, amount, store"})
    void aSchemasAggregateSaysWhatIsAddedUp(String schema, String amount, String by) {
        PurchaseColumns columns = of(Schemas.find(schema, SCHEMAS), null, null);

        assertThat(columns.amount()).isEqualTo(amount);
        assertThat(columns.by()).isEqualTo(by);
    }

    @Test
    void otherColumnsMayBeAskedForAlsoByTheirFields() {
        PurchaseColumns columns = of(Schemas.find("purchases", SCHEMAS), "quantity", "location.country");

        assertThat(columns.amount()).isEqualTo("quantity");
        assertThat(columns.by()).isEqualTo("location_country");
    }

    @Test
    void aColumnThatIsNoneIsRefusedWithThoseThatAre() {
        EventSchema schema = Schemas.find("sales", SCHEMAS);
        assertThatThrownBy(() -> of(schema, "store", null))
                .isInstanceOf(UsageException.class)
                .hasMessage("Cannot use --amount store: schema sales has no such column;"
                        + " there are quantity, unit_price, amount");
        assertThatThrownBy(() -> of(schema, null, "shop"))
                .hasMessageContaining("--by shop")
                .hasMessageContaining("store");
    }

    @Test
    void aSchemaWithoutAnAggregateAsksForTheOptions() {
        EventSchema schema = SchemaReader.parse("rides", """
                {"type": "object", "description": "Rides", "properties": {
                   "at": {"type": "string", "format": "date-time"}, "fare": {"type": "number"}, "kind": {"type": "string"}},
                 "required": ["at"], "x-event-time": {"field": "at"}}
                """);
        assertThatThrownBy(() -> of(schema, null, "kind"))
                .isInstanceOf(UsageException.class)
                .hasMessage("Cannot add up rides: its x-aggregate names no measures");
        assertThatThrownBy(() -> of(schema, "fare", null)).hasMessageContaining("names no dimensions");
        assertThat(of(schema, "fare", "kind").amount()).isEqualTo("fare");
    }
}
