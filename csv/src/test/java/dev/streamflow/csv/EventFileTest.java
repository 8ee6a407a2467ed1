package dev.streamflow.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.json.JsonBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program sees that reads a file row by row. */
class EventFileTest {
    private static final String AT = "2026-02-01T09:00:00Z";

    @TempDir
    Path folder;

    private record Row(long line, String fault, List<String> mistyped, String key, String value, String raw) {}

    private static List<Row> rows(Path file) {
        List<Row> all = new ArrayList<>();
        EventFile events = new EventFile(file);
        try (EventRows rows = events.open(ReadFile.ORDERS, CsvDialect.USUAL)) {
            while (rows.next()) {
                String key = rows.key().map(JsonBytes::toString).orElse(null);
                String raw = new String(rows.raw(), UTF_8);
                all.add(new Row(
                        rows.line(),
                        rows.fault(),
                        List.copyOf(rows.mistyped()),
                        key,
                        rows.value().toString(),
                        raw));
            }
            return all;
        } catch (IOException e) {
            throw events.unreadable(e);
        }
    }

    @Test
    void aRowIsAnEventOrHasAFaultAndItsOwnBytes() {
        Path file = ReadFile.write(folder.resolve("o.csv"), """
                Order ID;at;note;amount
                1;%1$s;"a
                b";2

                2;%1$s
                3;%1$s;;2,5
                """.formatted(AT), UTF_8);

        assertThat(rows(file))
                .containsExactly(
                        new Row(
                                2,
                                null,
                                List.of(),
                                "1",
                                "{\"id\":\"1\",\"at\":\"" + AT + "\",\"note\":\"a\\nb\",\"amount\":2}",
                                "1;" + AT + ";\"a\nb\";2"),
                        new Row(5, "cells", List.of(), null, "2;" + AT, "2;" + AT),
                        new Row(
                                6,
                                null,
                                List.of("amount"),
                                "3",
                                "{\"id\":\"3\",\"at\":\"" + AT + "\",\"amount\":\"2,5\"}",
                                "3;" + AT + ";;2,5"));
    }

    @Test
    void jsonIsReadTheSameWay() {
        String event = "{\"id\": \"\", \"at\": \"" + AT + "\"}";
        Path file = ReadFile.write(folder.resolve("o.jsonl"), event + "\n\n[1]\n", UTF_8);

        assertThat(rows(file))
                .containsExactly(
                        new Row(1, null, List.of(), "", event, event),
                        new Row(3, "not-an-object", List.of(), null, "[1]", "[1]"));
    }

    @Test
    void rowsInAnotherEncodingAreFaultsUntilTheFileIsInspected() {
        String text = "Order ID,at,note\n1," + AT + ",Köln\n";
        Path file = ReadFile.write(folder.resolve("o.csv"), text, ISO_8859_1);

        assertThat(rows(file)).extracting(Row::fault).containsExactly("encoding");
        assertThatThrownBy(() -> new EventFile(file).inspect(ReadFile.ORDERS, CsvDialect.USUAL))
                .isInstanceOf(InputFault.class)
                .hasMessageStartingWith("line 2 is no UTF-8");
    }

    @Test
    void whatIsInTheFileIsTheUsersFaultAndWhatKeepsItFromBeingReadIsNot() {
        EventFile file = new EventFile(folder.resolve("o.csv"));
        CommandException fault = file.unreadable(new IOException(new InputFault("it is empty", "Fill it.")));

        assertThat(fault).isInstanceOf(UsageException.class).hasMessage("Cannot read " + file.path() + ": it is empty");
        assertThat(file.unreadable(new IOException("disk"))).isInstanceOf(OperationFailedException.class);
    }
}
