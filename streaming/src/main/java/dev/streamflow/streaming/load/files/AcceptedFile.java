package dev.streamflow.streaming.load.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that was accepted, in a folder as {@code <sha256>-<name>}: the same content has the same place, whatever it
 * was called.
 *
 * @param sha256 of its content
 * @param name it came with; characters that paths may not have everywhere are percent-encoded, and a very long one is
 *     cut at its beginning
 */
public record AcceptedFile(String sha256, String name) {
    private static final int HASH = 64;
    /** What file systems take. */
    private static final int LONGEST_NAME = 255;

    private static final int BUFFER = 1 << 16;

    public AcceptedFile {
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(name, "name is null");
    }

    /** A file as it lies in {@code input}, named by its content. */
    static AcceptedFile of(Path file) throws IOException {
        String name = URLEncoder.encode(file.getFileName().toString(), UTF_8);
        int most = LONGEST_NAME - HASH - 1;
        return new AcceptedFile(sha256(file), name.length() <= most ? name : name.substring(name.length() - most));
    }

    /** Of a path that {@link #in} has given. */
    static AcceptedFile parse(String fileName) {
        return new AcceptedFile(fileName.substring(0, HASH), fileName.substring(HASH + 1));
    }

    static boolean isOne(String fileName) {
        return fileName.matches("[0-9a-f]{64}-.+");
    }

    Path in(Path folder) {
        return folder.resolve(sha256 + "-" + name);
    }

    /** The name that it came with, as far as it is known. */
    public String originalName() {
        try {
            return URLDecoder.decode(name, UTF_8);
        } catch (IllegalArgumentException e) {
            // Its beginning was cut off in the middle of a character.
            return name;
        }
    }

    static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
                byte[] buffer = new byte[BUFFER];
                while (bytes.read(buffer) >= 0) {}
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
