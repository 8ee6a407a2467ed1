package dev.streamflow.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What the server itself refuses, before there is a page: too long or ambiguous URLs and the like. Says nothing of the
 * request.
 */
final class PlainErrors implements Request.Handler {
    private final ContentPolicy policy;

    PlainErrors(ContentPolicy policy) {
        this.policy = policy;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.getHeaders().put("Content-Security-Policy", policy.header());
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        String text = "The dashboard does not understand this request (" + response.getStatus() + ").\n";
        response.write(true, ByteBuffer.wrap(text.getBytes(UTF_8)), callback);
        return true;
    }
}
