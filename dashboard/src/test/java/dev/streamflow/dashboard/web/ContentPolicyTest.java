package dev.streamflow.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentPolicyTest {
    @Test
    void nobodyShowsItInAFrameUnlessTheyAreNamed() {
        assertThat(new ContentPolicy(List.of()).header()).endsWith("; frame-ancestors 'none'");
        assertThat(new ContentPolicy(List.of("http://localhost:8082", "https://[::1]", "https://a-b.example")).header())
                .endsWith("; frame-ancestors http://localhost:8082 https://[::1] https://a-b.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "'self'",
                "localhost:8082",
                "javascript:alert(1)",
                "http://",
                "http://*.example",
                "http://a.example/path",
                "http://a.example;script-src *",
                "http://a.example http://b.example",
                "http://a.example\nX: y"
            })
    void whatIsNoOriginIsRefused(String origin) {
        assertThatThrownBy(() -> new ContentPolicy(List.of(origin)))
                .isInstanceOf(UsageException.class)
                .hasMessage("Cannot let " + origin + " show the dashboard in a frame: it is no origin");
    }
}
