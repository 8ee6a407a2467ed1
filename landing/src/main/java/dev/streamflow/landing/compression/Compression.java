package dev.streamflow.landing.compression;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the lines of a file are packed. */
public enum Compression {
    @JsonProperty("zstd")
    ZSTD(".jsonl.zst"),
    @JsonProperty("gzip")
    GZIP(".jsonl.gz"),
    @JsonProperty("none")
    NONE(".jsonl");

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** How the file of that name is packed: {@link #NONE} for a name without one of the other suffixes. */
    public static Compression ofName(String name) {
        return name.endsWith(ZSTD.suffix) ? ZSTD : name.endsWith(GZIP.suffix) ? GZIP : NONE;
    }

    /** What such a file's name ends in. */
    public String suffix() {
        return suffix;
    }
}
