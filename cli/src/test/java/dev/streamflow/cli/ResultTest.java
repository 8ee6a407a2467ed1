package dev.streamflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ResultTest {
    record Landed(
            String topic,
            long records,
            BigDecimal amount,
            Instant until,
            List<LocalDate> dates,
            Duration took,
            Optional<String> gap,
            Optional<String> note) {}

    @Test
    void aRecordIsOneLineOfJsonInItsOrder() {
        var landed = new Landed(
                "visits",
                3,
                new BigDecimal("1E+3"),
                Instant.parse("2026-01-01T00:00:00Z"),
                List.of(LocalDate.of(2025, 12, 31)),
                Duration.ofMillis(1500),
                Optional.empty(),
                Optional.of("two\nlines"));
        assertThat(printed(landed)).isEqualToIgnoringNewLines("""
                {"topic":"visits","records":3,"amount":1000,"until":"2026-01-01T00:00:00Z","dates":["2025-12-31"],\
                "took":"PT1.5S","gap":null,"note":"two\\nlines"}
                """);
        assertThat(printed(landed).lines()).hasSize(1);
    }

    @Test
    void aMapKeepsTheOrderOfItsKeys() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", 2);
        assertThat(printed(map)).isEqualToIgnoringNewLines("{\"z\":1,\"a\":2}");
    }

    private static String printed(Object result) {
        StringWriter out = new StringWriter();
        CommandSpec spec = CommandSpec.create();
        new CommandLine(spec).setOut(new PrintWriter(out));
        Result.print(spec, result);
        return out.toString();
    }
}
