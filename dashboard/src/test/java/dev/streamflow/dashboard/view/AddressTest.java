package dev.streamflow.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressTest {
    @Test
    void hostileTextStaysTextInAUrl() {
        Address address = Address.of(Address.path("tables", "../a b")).with("f.x", "\"><script>&q=1");

        assertThat(address.href()).isEqualTo("/tables/..%2Fa%20b?f.x=%22%3E%3Cscript%3E%26q%3D1");
    }

    @Test
    void anotherPageKeepsOnlyWhatItIsToldToKeep() {
        Address address = Address.of("/tables").with("range", "7d").with("page", "3");

        assertThat(address.to("/dates", "range", "theme").href()).isEqualTo("/dates?range=7d");
        assertThat(address.without("range", "page").href()).isEqualTo("/tables");
    }
}
