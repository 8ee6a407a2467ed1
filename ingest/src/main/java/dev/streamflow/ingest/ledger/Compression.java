package dev.streamflow.ingest.ledger;

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

    /** What such a file's name ends in. */
    public String suffix() {
        return suffix;
    }
}
