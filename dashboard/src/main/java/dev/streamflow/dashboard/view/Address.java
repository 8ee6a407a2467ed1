package dev.streamflow.dashboard.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A page and its parameters: all that a person has chosen, so that a copied URL shows the same.
 *
 * @param path already encoded
 * @param parameters by name, one value each
 */
public record Address(String path, Map<String, String> parameters) {
    public Address {
        requireNonNull(path, "path is null");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public static Address of(String path) {
        return new Address(path, Map.of());
    }

    /** A path of segments, each encoded. */
    public static String path(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            path.append('/').append(encoded(segment));
        }
        return path.toString();
    }

    /** Another page with the same parameters of these names. */
    public Address to(String otherPath, String... kept) {
        Map<String, String> parts = new LinkedHashMap<>(parameters);
        parts.keySet().retainAll(List.of(kept));
        return new Address(otherPath, parts);
    }

    /** With one parameter set; null takes it away. */
    public Address with(String name, String value) {
        Map<String, String> parts = new LinkedHashMap<>(parameters);
        if (value == null) {
            parts.remove(name);
        } else {
            parts.put(name, value);
        }
        return new Address(path, parts);
    }

    /** Without these parameters. */
    public Address without(String... names) {
        Map<String, String> parts = new LinkedHashMap<>(parameters);
        List.of(names).forEach(parts::remove);
        return new Address(path, parts);
    }

    /** The value of a parameter that is there and not empty. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** All parameters but those of these names, for the hidden fields of a form. */
    public List<Parameter> hidden(String... except) {
        List<Parameter> hidden = new ArrayList<>();
        without(except).parameters.forEach((name, value) -> hidden.add(new Parameter(name, value)));
        return hidden;
    }

    public String href() {
        return parameters.isEmpty()
                ? path
                : path
                        + parameters.entrySet().stream()
                                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
