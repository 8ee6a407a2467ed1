package dev.streamflow.events.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.streamflow.events.time.TimestampFormat;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTypeTest {
    private static FieldType type(String name) {
        return switch (name) {
            case "int64" -> new FieldType.Int64();
            case "float64" -> new FieldType.Float64();
            case "decimal(2)" -> new FieldType.Decimal(2);
            case "uuid" -> new FieldType.Uuid();
            case "date" -> new FieldType.Date();
            case "seconds" -> new FieldType.Timestamp(new TimestampFormat.Epoch(1));
            default -> new FieldType.Text();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "int64, 9223372036854775807,",
        "int64, -9223372036854775808,",
        "int64, 9223372036854775808, type",
        "int64, -9223372036854775809, type",
        "int64, 3.0,",
        "int64, 3.5, multipleOf",
        "decimal(2), 9999999999999999.99,",
        "decimal(2), -9999999999999999.99,",
        "decimal(2), 10000000000000000, type",
        "decimal(2), 1.230,",
        "decimal(2), 1.234, multipleOf",
        "float64, 1e300,",
    })
    void aNumberIsOneOfItsTypeWithinBoundsAndPlaces(String type, BigDecimal number, String keyword) {
        assertThat(Validity.broken(type(type), Constraints.NONE, DecimalNode.valueOf(number)))
                .isEqualTo(Optional.ofNullable(keyword));
    }

    @ParameterizedTest
    @CsvSource({
        "text, anything,",
        "uuid, 0f8fad5b-d9cb-469f-a165-70867728950e,",
        "uuid, 0f8fad5b-d9cb-469f-a165-70867728950, format",
        "date, 2026-02-28,",
        "date, 2026-02-30, format",
        "date, +12026-02-28, format",
        "seconds, 1767268800,",
        "seconds, noon, format",
    })
    void aStringHasTheFormatOfItsType(String type, String text, String keyword) {
        assertThat(Validity.broken(type(type), Constraints.NONE, TextNode.valueOf(text)))
                .isEqualTo(Optional.ofNullable(keyword));
    }
}
