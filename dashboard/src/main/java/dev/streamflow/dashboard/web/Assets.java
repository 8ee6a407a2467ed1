package dev.streamflow.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.cli.OperationFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that pages need besides themselves, all of {@code assets/} in the jar, read once. Their URLs hold the hash
 * of all of them, so that modules can import each other by relative paths and a browser may keep each for ever.
 */
public final class Assets {
    private static final String FOLDER = "/assets";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8",
            "woff2", "font/woff2",
            "png", "image/png",
            "ico", "image/x-icon");

    private final Map<String, Asset> byName;
    private final String hash;

    /** A file. */
    static final class Asset {
        private final String type;
        private final byte[] content;

        Asset(String type, byte[] content) {
            this.type = type;
            this.content = content;
        }

        String type() {
            return type;
        }

        /** Not a copy: whoever gets it only sends it. */
        byte[] content() {
            return content;
        }
    }

    private Assets(Map<String, Asset> byName, String hash) {
        this.byName = byName;
        this.hash = hash;
    }

    /** Reads them all. */
    public static Assets load() {
        URL folder = Assets.class.getResource(FOLDER);
        try {
            URI uri = folder.toURI();
            if (!uri.getScheme().equals("jar")) {
                return of(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return of(jar.getPath(FOLDER));
            }
        } catch (IOException | URISyntaxException e) {
            throw new OperationFailedException("Cannot read the dashboard's own files: " + e.getMessage(), null, e);
        }
    }

    private static Assets of(Path folder) throws IOException {
        Map<String, Asset> byName = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                byName.put(name, new Asset(type(name), Files.readAllBytes(path)));
            }
        }
        return new Assets(byName, hash(byName));
    }

    private static String type(String name) {
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(end, "text/plain; charset=utf-8");
    }

    private static String hash(Map<String, Asset> byName) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byName.forEach((name, asset) -> {
                digest.update(name.getBytes(UTF_8));
                digest.update(asset.content());
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: every Java has SHA-256", e);
        }
    }

    /**
     * The path of a file's URL.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public String url(String name) {
        if (!byName.containsKey(name)) {
            throw new IllegalArgumentException("Cannot link to asset " + name + ": there is no such file");
        }
        return FOLDER + "/" + hash + "/" + name;
    }

    /** The file of a URL's path, as {@link #url} gives it; nothing for any other text. */
    Optional<Asset> find(String path) {
        String prefix = FOLDER + "/" + hash + "/";
        return path.startsWith(prefix)
                ? Optional.ofNullable(byName.get(path.substring(prefix.length())))
                : Optional.empty();
    }
}
