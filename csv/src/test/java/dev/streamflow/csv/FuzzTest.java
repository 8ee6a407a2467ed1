package dev.streamflow.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.CommandException;
import dev.streamflow.events.json.JsonObjectValidator;
import dev.streamflow.events.json.ValidationResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes, read in any dialect: {@code -Dfuzz.seconds=3600} for longer, {@code -Dfuzz.seed=…} for one case again. */
class FuzzTest {
    private static final long SECONDS = Long.getLong("fuzz.seconds", 0);
    private static final int ROUNDS = 300;
    private static final String[] PIECES = {
        "Order ID",
        "at",
        "note",
        "2026-02-01T09:00:00Z",
        "1",
        ",",
        ";",
        "\t",
        "\"",
        "\"\"",
        "\"\"\"",
        "'",
        "\\",
        "\\\"",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        " ",
        "\u00e4",
        "\uFEFF",
        "\u2028",
        "\ud83d\ude00",
        "#",
        "sep=;",
        "NA",
        "\u0000",
        "{",
        "}",
        "[",
        "]",
        ":",
        "\"id\"",
        "{\"id\": \"1\", \"at\": \"2026-02-01T09:00:00Z\"}",
        "null",
        "1e5",
        "\n{",
        "x"
    };
    private static final List<String> CHARSETS = List.of(
            "UTF-8", "UTF-8", "ISO-8859-1", "windows-1252", "UTF-16LE", "UTF-16BE", "UTF-32LE", "Shift_JIS", "IBM037");

    @TempDir
    Path folder;

    @Test
    void everyRowIsCountedAndEveryByteIsKept() throws IOException {
        long until = System.nanoTime() + SECONDS * 1_000_000_000;
        Long one = Long.getLong("fuzz.seed");
        for (long seed = one == null ? 1 : one; seed <= ROUNDS || System.nanoTime() < until; seed++) {
            try {
                csv(new Random(seed));
                json(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("fuzz.seed=" + seed, e);
            }
            if (one != null) {
                return;
            }
        }
    }

    private static byte[] text(Random random, Charset charset, String header) {
        StringBuilder text = new StringBuilder(header);
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        byte[] bytes = text.toString().getBytes(charset);
        for (int i = random.nextInt(4) == 0 ? random.nextInt(4) : 0; i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private void csv(Random random) throws IOException {
        Charset charset = Charset.forName(CHARSETS.get(random.nextInt(CHARSETS.size())));
        CsvDialect dialect = new CsvDialect(
                Optional.of(charset),
                random.nextBoolean() ? Optional.empty() : Optional.of(",;\t|".charAt(random.nextInt(4))),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(random.nextInt(4) == 0 ? '\'' : '"'),
                random.nextInt(3) == 0 ? Optional.of('\\') : Optional.empty(),
                random.nextInt(3) == 0 ? Optional.of('#') : Optional.empty());
        String header =
                random.nextInt(4) == 0 ? "" : "Order ID,at,note\n".replace(',', ",;\t|".charAt(random.nextInt(4)));
        byte[] bytes = text(random, charset, header);
        EventFile file = new EventFile(Files.write(folder.resolve("fuzz.csv"), bytes));
        records(file, dialect, bytes);
        try {
            ReadFile read = ReadFile.of(ReadFile.ORDERS, file.path(), dialect);
            assertThat(read.values()).hasSize((int) read.inspection().rows());
            assertThat(read.counts().rows()).isEqualTo(read.values().size());
            long events = read.counts().rows() - read.counts().misshapen();
            JsonObjectValidator validator = new JsonObjectValidator("");
            assertThat(read.values().stream()
                            .filter(value -> validator.validate(value, 0, value.length) == ValidationResult.OBJECT)
                            .count())
                    .isGreaterThanOrEqualTo(events);
        } catch (CommandException e) {
            assertThat(e).hasMessageStartingWith("Cannot read ");
        }
    }

    /** The records, the blank lines and the comments put together are the file. */
    private static void records(EventFile file, CsvDialect dialect, byte[] bytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long count = 0;
        try (Lines lines = file.lines(dialect)) {
            all.write(bytes, 0, lines.encoding().mark());
            for (Line line = lines.next(); line != null; line = lines.next()) {
                all.write(line.bytes());
                count++;
            }
        }
        assertThat(all.toByteArray()).isEqualTo(bytes);
        long seen = 0;
        try (CsvRecords records = new CsvRecords(file.lines(dialect), dialect, ',')) {
            long before = 0;
            while (records.next()) {
                assertThat(records.line().number()).isGreaterThan(before);
                before = records.line().number();
                seen += records.lines();
            }
            seen += records.blank() + records.comments();
        }
        assertThat(count - seen).as("lines that are in no record").isBetween(0L, 1L);
    }

    private void json(Random random) throws IOException {
        byte[] bytes =
                text(random, UTF_8, random.nextBoolean() ? "" : "{\"id\": \"1\", \"at\": \"2026-02-01T09:00:00Z\"}\n");
        Path file = Files.write(folder.resolve("fuzz.json"), bytes);
        try {
            ReadFile read = ReadFile.of(file);
            JsonObjectValidator validator = new JsonObjectValidator("");
            long objects = read.values().stream()
                    .filter(value -> validator.validate(value, 0, value.length) == ValidationResult.OBJECT)
                    .count();
            assertThat(read.counts().rows()).isEqualTo(read.values().size());
            assertThat(read.counts().misshapen()).isEqualTo(read.counts().rows() - objects);
        } catch (CommandException e) {
            assertThat(e).hasMessageStartingWith("Cannot read ");
        }
    }
}
