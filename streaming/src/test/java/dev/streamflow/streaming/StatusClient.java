package dev.streamflow.streaming;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Who asks a query on its {@code --status-port}. */
public final class StatusClient {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    public StatusClient(int port) {
        this.port = port;
    }

    /** The status code, a space, and the body. */
    public String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
