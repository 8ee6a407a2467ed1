package dev.streamflow.dashboard.pages;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What pages know besides the lake.
 *
 * @param asset the URL of an asset of that name
 * @param lakeFolder as tools are to be told it
 * @param liveUrl of the live page, once it answers; empty where it is not shown
 * @param showRows whether lines and ids of persons are shown
 */
public record Look(
        Schemas schemas,
        Function<String, String> asset,
        String lakeFolder,
        Supplier<Optional<String>> liveUrl,
        boolean showRows) {
    public Look {
        requireNonNull(schemas, "schemas is null");
        requireNonNull(asset, "asset is null");
        requireNonNull(lakeFolder, "lakeFolder is null");
        requireNonNull(liveUrl, "liveUrl is null");
    }
}
