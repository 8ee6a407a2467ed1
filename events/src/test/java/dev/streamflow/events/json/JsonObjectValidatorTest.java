package dev.streamflow.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectValidatorTest {
    private final JsonObjectValidator validator = new JsonObjectValidator(List.of(List.of("at")));

    @Test
    void agreesWithJacksonOnRandomAndDamagedObjects() {
        RandomJson random = new RandomJson(42);
        int sound = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] object = random.object();
            byte[] value = i % 3 == 0 ? object : random.damaged(object);
            String expected = JacksonOracle.firstOf("at", value);

            assertThat(validityAndField(value))
                    .as(() -> Arrays.toString(value) + " " + new String(value, UTF_8))
                    .isEqualTo(expected);
            sound += expected == null ? 0 : 1;
        }
        assertThat(sound).isBetween(20_000, 40_000);
    }

    @Test
    void agreesWithJacksonOnEveryPrefixAndEveryChangedByte() {
        byte[] value = "{\"at\":\"é\\u00e9\",\"n\":[-1.5e+3,{\"at\":null}],\"t\":true}".getBytes(UTF_8);
        for (int at = 0; at < value.length; at++) {
            byte[] prefix = Arrays.copyOf(value, at);
            assertThat(validityAndField(prefix)).isNull();
            for (int other = 0; other < 256; other++) {
                byte[] changed = value.clone();
                changed[at] = (byte) other;
                assertThat(validityAndField(changed))
                        .as(() -> Arrays.toString(changed))
                        .isEqualTo(JacksonOracle.firstOf("at", changed));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                  | empty",
                "` \n`               | empty",
                "`[1]`               | not-an-object",
                "`1`                 | not-an-object",
                "`{\"a\":1`          | truncated",
                "`{\"a`              | truncated",
                "`{\"a\":1},`        | trailing-content",
                "`{\"a\":1}{}`       | several-objects",
                "`{\"a\":1}\r\n{`    | several-objects",
                "`{\"a\":1}\n\0\0`   | nul-padding",
                "`{\"a\":1}\0 `      | trailing-content",
                "`\ufeff{\"a\":1}`   | byte-order-mark",
                "`\ufeff`            | byte-order-mark",
                "`\0\0`             | not-an-object",
                "`{\"a\":\"x\ny\"}`  | control-character",
                "`{\"a\":\0}`        | control-character",
                "`{\"a\":01}`        | malformed",
                "`{'a':1}`           | malformed",
                "`{\"a\":1,}`        | malformed",
                "`{\"a\":NaN}`       | malformed",
                "`{\"a\":\"\\x\"}`   | malformed",
            })
    void namesTheReason(String value, String reason) {
        byte[] bytes = value.getBytes(UTF_8);
        assertThat(validator.validate(bytes, 0, bytes.length).code()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
    void anotherEncodingIsNamed(String charset) {
        byte[] value = "{\"a\":\"é\"}".getBytes(Charset.forName(charset));

        assertThat(validator.validate(value, 0, value.length)).isEqualTo(ValidationResult.UTF_16);
    }

    @Test
    void brokenUtf8IsNamed() {
        byte[] cut = "{\"a\":\"é\"}".getBytes(UTF_8);
        cut[7] = '"';
        assertThat(validator.validate(cut, 0, cut.length)).isEqualTo(ValidationResult.INVALID_UTF8);
    }

    /** A lone byte, overlong forms, half a surrogate pair, beyond Unicode, cut short. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c0af",
                "e080af",
                "f0808080",
                "eda080",
                "edbfbf",
                "f4908080",
                "f5808080",
                "c3",
                "e282",
                "e28228"
            })
    void bytesThatAreNoCharacterAreNamed(String hex) {
        byte[] value = HexFormat.of().parseHex("7b2261223a22" + hex + "227d");

        assertThat(validator.validate(value, 0, value.length)).isEqualTo(ValidationResult.INVALID_UTF8);
    }

    /** The path is {@code (@meta, else meta).(@dt, else dt)}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"meta\":{\"dt\":1}}                               | NUMBER 1",
                "{\"a\":{\"dt\":2},\"meta\":{\"x\":{\"dt\":3},\"dt\":1}} | NUMBER 1",
                "{\"meta\":{\"dt\":1,\"@dt\":2}}                      | NUMBER 2",
                "{\"meta\":{\"@dt\":2,\"dt\":1}}                      | NUMBER 2",
                "{\"meta\":{\"dt\":1,\"dt\":2}}                       | NUMBER 1",
                "{\"meta\":{\"dt\":1},\"@meta\":{\"dt\":2}}             | NUMBER 2",
                "{\"@meta\":{\"dt\":2},\"meta\":{\"@dt\":1}}            | NUMBER 2",
                "{\"meta\":{\"dt\":1},\"@meta\":{}}                     | NONE",
                "{\"meta\":{\"dt\":1},\"@meta\":null}                   | NONE",
                "{\"meta\":{\"dt\":1},\"meta\":{\"dt\":2}}              | NUMBER 1",
                "{\"meta\":{},\"dt\":1}                               | NONE",
                "{\"meta\":[{\"dt\":1}],\"x\":{\"dt\":1}}               | NONE",
                "{\"meta\":{\"x\":[[{\"dt\":1}]],\"dt\":[1]}}           | NONE",
                "{\"meta\":{},\"x\":{\"dt\":1},\"meta\":{\"dt\":1}}     | NONE",
                "{\"m\\u0065ta\":{\"\\u0040dt\":\"\\u0031\"}}           | STRING 1",
            })
    void aPathIsFollowedAsTheDecoderFollowsIt(String value, String field) {
        JsonObjectValidator path = new JsonObjectValidator(List.of(List.of("@meta", "meta"), List.of("@dt", "dt")));
        byte[] bytes = value.getBytes(UTF_8);

        assertThat(path.validate(bytes, 0, bytes.length)).isEqualTo(ValidationResult.OBJECT);
        assertThat(field(path)).isEqualTo(field);
    }

    @Test
    void nestingIsLimited() {
        assertThat(prove(nested(JsonObjectValidator.MAX_DEPTH - 1))).isEqualTo(ValidationResult.OBJECT);
        assertThat(prove(nested(JsonObjectValidator.MAX_DEPTH))).isEqualTo(ValidationResult.TOO_DEEP);
        assertThat(prove(nested(1_000_000))).isEqualTo(ValidationResult.TOO_DEEP);
        assertThat(prove(nested(1))).isEqualTo(ValidationResult.OBJECT);
    }

    @Test
    void onlyTheBytesAskedForCount() {
        byte[] bytes = "xx{\"at\":1}yy".getBytes(UTF_8);
        assertThat(validator.validate(bytes, 2, bytes.length - 2)).isEqualTo(ValidationResult.OBJECT);
        assertThat(validator.objectStart()).isEqualTo(2);
        assertThat(validator.objectEnd()).isEqualTo(bytes.length - 2);
    }

    @Test
    void lineBreaksAreToldOnlyWithinTheObject() {
        assertThat(prove("\n{\"a\":1}\n")).isEqualTo(ValidationResult.OBJECT);
        assertThat(validator.hasLineBreaks()).isFalse();
        assertThat(prove("{\"a\":\r1}")).isEqualTo(ValidationResult.OBJECT);
        assertThat(validator.hasLineBreaks()).isTrue();
    }

    private ValidationResult prove(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        return validator.validate(bytes, 0, bytes.length);
    }

    private static String nested(int arrays) {
        return "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
    }

    /** As {@link JacksonOracle#firstOf} says it. */
    private String validityAndField(byte[] value) {
        if (validator.validate(value, 0, value.length) != ValidationResult.OBJECT) {
            return null;
        }
        return field(validator);
    }

    private static String field(JsonObjectValidator validator) {
        Token token = validator.token();
        String text = new String(token.bytes(), token.from(), token.to() - token.from(), UTF_8);
        return token.kind() == Token.Kind.NONE ? "NONE" : token.kind() + " " + text;
    }
}
