package dev.streamflow.landing.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What landing keeps of records beside the value. */
public enum Keep {
    @JsonProperty("key")
    KEY,
    @JsonProperty("headers")
    HEADERS,
    /** Records without a value, with their keys and headers. */
    @JsonProperty("tombstones")
    TOMBSTONES
}
