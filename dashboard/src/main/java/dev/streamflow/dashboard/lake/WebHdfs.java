package dev.streamflow.dashboard.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads HDFS over HTTP, without Hadoop's client. */
final class WebHdfs {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI nameNode;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * An entry of a folder.
     *
     * @param identity changes when a file is replaced, or an entry of a folder
     */
    record Entry(String name, boolean isFolder, String identity) {}

    /** @param nameNode such as {@code http://namenode:9870} */
    WebHdfs(URI nameNode) {
        this.nameNode = nameNode;
    }

    /** The entries of a folder; none if it is not there. */
    List<Entry> list(String path) throws IOException {
        HttpResponse<InputStream> answer = get(path, "LISTSTATUS");
        try (InputStream body = answer.body()) {
            if (answer.statusCode() == 404) {
                return List.of();
            }
            require(answer, path);
            List<Entry> entries = new ArrayList<>();
            for (JsonNode status : JSON.readTree(body).at("/FileStatuses/FileStatus")) {
                entries.add(new Entry(
                        status.path("pathSuffix").asText(),
                        status.path("type").asText().equals("DIRECTORY"),
                        status.path("fileId").asText() + "-"
                                + status.path("modificationTime").asText() + "-"
                                + status.path("length").asText()));
            }
            return entries;
        }
    }

    /** Copies a file; whoever reads the copy sees all of it. */
    void download(String path, Path target) throws IOException {
        HttpResponse<InputStream> answer = get(path, "OPEN");
        Path next = target.resolveSibling("." + target.getFileName() + ".next");
        try (InputStream body = answer.body()) {
            require(answer, path);
            Files.createDirectories(target.getParent());
            Files.copy(body, next, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private HttpResponse<InputStream> get(String path, String operation) throws IOException {
        URI uri = nameNode.resolve("/webhdfs/v1" + encoded(path) + "?op=" + operation + "&user.name=streamflow");
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, UTF_8).replace("+", "%20").replace("%2F", "/");
    }

    private void require(HttpResponse<InputStream> answer, String path) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException("HDFS at " + nameNode + " answers " + answer.statusCode() + " for " + path);
        }
    }
}
