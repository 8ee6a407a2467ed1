package dev.streamflow.dashboard.web;

import dev.streamflow.dashboard.web.Assets.Asset;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Answers with assets, which never change under their URL. */
final class AssetRoutes implements Routes {
    private final Assets assets;

    AssetRoutes(Assets assets) {
        this.assets = assets;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get("/assets/<path>", this::answer);
    }

    private void answer(Context ctx) {
        Asset asset = assets.find(ctx.req().getRequestURI())
                .orElseThrow(() -> new NotFoundException("There is no such file; reload the page."));
        ctx.header("Cache-Control", "public, max-age=31536000, immutable");
        ctx.contentType(asset.type()).result(asset.content());
    }
}
