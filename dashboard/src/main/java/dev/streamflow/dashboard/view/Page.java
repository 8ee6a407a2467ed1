package dev.streamflow.dashboard.view;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A page, ready to be written.
 *
 * @param template its name in {@code src/main/jte}
 * @param parts what the template asks for besides the shell
 */
public record Page(String template, Shell shell, Map<String, Object> parts) {
    public Page {
        requireNonNull(template, "template is null");
        requireNonNull(shell, "shell is null");
        parts = Map.copyOf(parts);
    }
}
