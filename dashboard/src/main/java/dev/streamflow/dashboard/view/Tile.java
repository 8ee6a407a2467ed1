package dev.streamflow.dashboard.view;

/**
 * One of the large figures.
 *
 * @param change against the range that is compared with; empty where there is none
 * @param fresh the dates that it is of
 * @param href where it comes from
 * @param spark null where there is no figure for each date
 */
public record Tile(String name, String value, String change, String direction, String fresh, String href, Plot spark) {}
