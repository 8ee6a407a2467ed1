package dev.streamflow.dashboard.web;

import io.javalin.config.RoutesConfig;

/** What answers under some paths. */
public interface Routes {
    void add(RoutesConfig routes);
}
