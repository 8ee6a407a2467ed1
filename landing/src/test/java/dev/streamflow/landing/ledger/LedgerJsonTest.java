package dev.streamflow.landing.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.time.TimestampFormat;
import dev.streamflow.landing.compression.Compression;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerJsonTest {
    private static final String NAME = "landing/t/_ledger/plan-000001.json";
    private static final int MUTATIONS = 5_000;
    private static final List<String> TOKENS = List.of(
            "null",
            "-1",
            "0",
            "1e999",
            "99999999999999999999",
            "2.5",
            "\"\"",
            "\"2\"",
            "[]",
            "{}",
            "true",
            "\"\\ud800\"");

    private static final Plan PLAN = new Plan(
            Plan.VERSION,
            1,
            "t",
            "id",
            Instant.parse("2026-01-01T00:00:00Z"),
            Compression.ZSTD,
            new EventTimeSpec(
                    "at", null, "iso", null, "UTC", null, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")),
            Set.of(Keep.KEY, Keep.TOMBSTONES),
            Map.of("through", "2026-01-01T00:00:00Z"),
            List.of(
                    new OffsetRange(0, 5, 9, null, true, null),
                    new OffsetRange(1, 7, 8, 41, false, new OffsetGap(3, 7, OffsetGap.RETENTION))));
    private static final Commit COMMIT = Commit.of(
            PLAN,
            List.of(
                    new Counts(0, 5, 9, 4, 3, 1, 0, 2, Map.of("truncated", 1L)),
                    new Counts(1, 7, 8, 1, 0, 0, 1, 0, Map.of())),
            List.of(
                    new LandedFile("dt=2026-01-01/r000001-p000", LocalDate.parse("2026-01-01"), 0, 5, 8, 3, 99, "9f"),
                    new LandedFile("rejected/r000001-p000", null, 0, 6, 6, 1, 9, "9e")));

    private static final Retention RETENTION = new Retention(
            Retention.VERSION,
            1,
            "t",
            Instant.parse("2026-04-01T00:00:00Z"),
            LocalDate.parse("2026-02-01"),
            List.of(new DeletedFiles(LocalDate.parse("2026-01-01"), List.of(1, 2), 3, 7, 99, 1)),
            new DeletedFiles(null, List.of(1), 1, 1, 9, 0));
    private static final List<byte[]> DOCUMENTS =
            List.of(LedgerJson.bytes(PLAN), LedgerJson.bytes(COMMIT), LedgerJson.bytes(RETENTION));

    @Test
    void aDocumentIsReadAsItWasWritten() {
        assertThat(LedgerJson.plan(LedgerJson.bytes(PLAN), NAME, "t", 1)).isEqualTo(PLAN);
        assertThat(LedgerJson.commit(LedgerJson.bytes(COMMIT), NAME, "t", 1)).isEqualTo(COMMIT);
        assertThat(LedgerJson.retention(LedgerJson.bytes(RETENTION), NAME, "t", 1))
                .isEqualTo(RETENTION);
    }

    @Test
    void aPlanKeepsTheWholeEventTime() {
        for (TimestampFormat format : List.of(
                new TimestampFormat.Iso(ZoneId.of("Europe/London")),
                new TimestampFormat.Pattern("dd/MM/yyyy", ZoneOffset.UTC),
                new TimestampFormat.Epoch(1_000_000))) {
            for (List<List<String>> keys : List.of(
                    List.of(List.of("at")), List.of(List.of("@at", "at")), List.of(List.of("m"), List.of("at")))) {
                EventTime time = new EventTime(
                        keys.size() == 1 ? "at" : "m.at", keys, format, Instant.EPOCH, EventTime.DEFAULT_LATEST);
                EventTime kept = EventTimeSpec.of(time).eventTime();

                assertThat(kept.keys()).isEqualTo(keys);
                assertThat(kept.field()).isEqualTo(time.field());
                assertThat(kept.format()).hasToString(format.toString());
                assertThat(kept.format().text(0)).isEqualTo(format.text(0));
            }
        }
    }

    @Test
    void aFieldOfALaterVersionIsIgnored() {
        String more = json().replaceFirst("\\{", "{ \"more\": [1],");

        assertThat(read(more)).isEqualTo(PLAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "{}", "\u0000", "{\"version\":1}", "{\"version\":1,\"run\":1}"})
    void whatIsNoDocumentIsNamed(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidLedgerException.class)
                .hasMessageStartingWith("Cannot read " + NAME + ": not a document of the ledger: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void theVersionOfAnotherStreamflowIsNamed(int version) {
        assertThatThrownBy(() -> read(json().replace("\"version\" : 1", "\"version\" : " + version)))
                .isInstanceOf(InvalidLedgerException.class)
                .hasMessage("Cannot read " + NAME + ": its version is " + version + ", this Streamflow knows 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"run\" : 1       | \"run\" : 1, \"run\" : 2",
                "\"start\" : 5,    | ''",
                "\"start\" : 5     | \"start\" : 5.5",
                "\"start\" : 5     | \"start\" : \"5\"",
                "\"start\" : 5     | \"start\" : null",
                "\"start\" : 5     | \"start\" : 50",
                "\"partition\" : 1 | \"partition\" : 0",
                "\"zone\" : \"UTC\" | \"zone\" : \"Nowhere\"",
                "\"format\" : \"iso\" | \"format\" : \"lunar\"",
                "\"zstd\"          | \"lz4\"",
                "\"zstd\"          | 0"
            })
    void aDamagedFieldIsNamed(String field, String damaged) {
        String changed = json().replaceFirst(field, damaged);

        assertThat(changed).isNotEqualTo(json());
        assertThatThrownBy(() -> read(changed))
                .isInstanceOf(InvalidLedgerException.class)
                .hasMessageContaining("not a document of the ledger");
    }

    @Test
    void anotherRunsDocumentUnderTheNameIsNamed() {
        byte[] bytes = LedgerJson.bytes(PLAN);

        assertThatThrownBy(() -> LedgerJson.plan(bytes, NAME, "t", 2)).hasMessageEndingWith("it is about run 1 of t");
        assertThatThrownBy(() -> LedgerJson.plan(bytes, NAME, "u", 1)).hasMessageEndingWith("it is about run 1 of t");
    }

    @Test
    void anEntryOfRetentionIsRefusedUnderAnotherNumberAndInAnotherVersion() {
        byte[] bytes = LedgerJson.bytes(RETENTION);
        byte[] newer = new String(bytes, UTF_8)
                .replace("\"version\" : 1", "\"version\" : 2")
                .getBytes(UTF_8);

        assertThatThrownBy(() -> LedgerJson.retention(bytes, NAME, "t", 2))
                .hasMessageEndingWith("it is about retention 1 of t");
        assertThatThrownBy(() -> LedgerJson.retention(newer, NAME, "t", 1))
                .hasMessageEndingWith("its version is 2, this Streamflow knows 1");
    }

    @Test
    void twoDocumentsInOneFileAreNone() {
        assertThatThrownBy(() -> read(json() + json())).isInstanceOf(InvalidLedgerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../dt=2026-01-01/x", "dt=2026-01-01/../x", "dt=2026-01-02/x", "dt=2026-01-01/", "/etc/x"})
    void aFileOutsideOfItsFolderIsNone(String path) {
        String commit = new String(LedgerJson.bytes(COMMIT), UTF_8).replace("dt=2026-01-01/r000001-p000", path);

        assertThatThrownBy(() -> LedgerJson.commit(commit.getBytes(UTF_8), NAME, "t", 1))
                .isInstanceOf(InvalidLedgerException.class)
                .hasMessageContaining("Cannot have file " + path);
    }

    /** {@code -Dfuzz.seconds=600} goes on with further seeds for so long. */
    @Test
    void anyBytesAreADocumentOrOneError() {
        long seconds = Long.getLong("fuzz.seconds", 0);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long seed = 1;
        do {
            fuzz(seed);
            seed++;
        } while (System.nanoTime() < deadline);
    }

    private static void fuzz(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutated(DOCUMENTS.get(random.nextInt(DOCUMENTS.size())), random);
            List<Supplier<Object>> readers = List.of(
                    () -> LedgerJson.plan(bytes, NAME, "t", 1),
                    () -> LedgerJson.commit(bytes, NAME, "t", 1),
                    () -> LedgerJson.retention(bytes, NAME, "t", 1));
            for (Supplier<Object> reader : readers) {
                try {
                    use(reader.get());
                } catch (InvalidLedgerException e) {
                    assertThat(e.getMessage()).startsWith("Cannot read " + NAME).doesNotContain("\n");
                } catch (RuntimeException | StackOverflowError e) {
                    throw new AssertionError("seed " + seed + ": " + new String(bytes, UTF_8), e);
                }
            }
        }
    }

    private static void use(Object document) {
        if (document instanceof Plan plan) {
            assertThat(plan.eventTime().eventTime().plausible()).isNotNull();
            assertThat(plan.partitions()).allMatch(range -> range.start() <= range.end());
        } else if (document instanceof Commit commit) {
            assertThat(commit.allFiles()).allMatch(file -> file.path().contains("/"));
        } else if (document instanceof Retention retention) {
            assertThat(new Retentions(List.of(retention)).next()).isEqualTo(2);
        }
    }

    private static byte[] mutated(byte[] document, Random random) {
        byte[] bytes = document;
        for (int change = random.nextInt(3); change >= 0; change--) {
            bytes = mutatedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutatedOnce(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(20));
        byte[] head = Arrays.copyOf(bytes, from);
        return switch (random.nextInt(5)) {
            case 0 -> head;
            case 1 -> joined(head, Arrays.copyOfRange(bytes, to, bytes.length));
            case 2 -> joined(head, Arrays.copyOfRange(bytes, Math.min(from, to), bytes.length), bytes);
            case 3 -> joined(head, noise(random), Arrays.copyOfRange(bytes, to, bytes.length));
            default -> otherValue(bytes, random);
        };
    }

    /** The value behind some colon is another one. */
    private static byte[] otherValue(byte[] bytes, Random random) {
        String text = new String(bytes, UTF_8);
        int colon = text.indexOf(" : ", random.nextInt(Math.max(1, text.length())));
        if (colon < 0) {
            return bytes;
        }
        String token = TOKENS.get(random.nextInt(TOKENS.size()));
        String rest = text.substring(colon + 3).replaceFirst("^[^,\\n}\\]]*", "");
        return (text.substring(0, colon + 3) + token + rest).getBytes(UTF_8);
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(4)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static String json() {
        return new String(LedgerJson.bytes(PLAN), UTF_8);
    }

    private static Plan read(String text) {
        return LedgerJson.plan(text.getBytes(UTF_8), NAME, "t", 1);
    }
}
