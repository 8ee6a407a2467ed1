package dev.streamflow.dashboard.view;

/** One parameter of a URL. */
public record Parameter(String name, String value) {}
