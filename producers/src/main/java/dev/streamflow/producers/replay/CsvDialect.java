package dev.streamflow.producers.replay;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How CSV files are written, which they do not say themselves. */
public record CsvDialect(Charset encoding, char separator) {
    public static final CsvDialect RFC_4180 = new CsvDialect(StandardCharsets.UTF_8, ',');

    public CsvDialect {
        requireNonNull(encoding, "encoding is null");
    }
}
