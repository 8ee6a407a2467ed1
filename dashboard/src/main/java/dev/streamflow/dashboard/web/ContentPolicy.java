package dev.streamflow.dashboard.web;

import dev.streamflow.cli.UsageException;
import java.util.List;
import java.util.regex.Pattern;

/** What browsers let a page do: it takes nothing of other origins and nothing inline, and is shown in no frame. */
public final class ContentPolicy {
    private static final String REST = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    private static final Pattern ORIGIN =
            Pattern.compile("https?://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:]+])(:[0-9]{1,5})?");

    private final String header;

    /**
     * The policy of one server.
     *
     * @param frameAncestors origins whose pages may show the dashboard in a frame, such as
     *     {@code http://localhost:8082}
     * @throws UsageException if one is no origin
     */
    public ContentPolicy(List<String> frameAncestors) {
        frameAncestors.forEach(ContentPolicy::require);
        header = REST + (frameAncestors.isEmpty() ? "'none'" : String.join(" ", frameAncestors));
    }

    private static void require(String origin) {
        if (!ORIGIN.matcher(origin).matches()) {
            throw new UsageException(
                    "Cannot let " + origin + " show the dashboard in a frame: it is no origin",
                    "An origin is such as http://localhost:8082: scheme, name in small letters, and port.");
        }
    }

    String header() {
        return header;
    }
}
