package dev.streamflow.dashboard.web;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names by which the dashboard may be called. A page of somebody else's could otherwise give its own name this
 * address and read what is answered (DNS rebinding).
 */
public final class AllowedHosts {
    private final Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

    /** @param more names besides those of this machine itself */
    public AllowedHosts(Collection<String> more) {
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    /** @param host the header, with or without a port; null where there is none */
    boolean allows(String host) {
        return host != null && names.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", ""));
    }
}
