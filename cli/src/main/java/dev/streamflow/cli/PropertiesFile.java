package dev.streamflow.cli;

import dev.streamflow.events.reading.TextEncoding;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A file of {@code name=value} lines that a person wrote, in UTF-8 or with a byte order mark. */
public final class PropertiesFile {
    private PropertiesFile() {}

    /**
     * Its settings, ordered by name, without blanks around the values.
     *
     * @throws CommandException if there is no such file or it cannot be read, as a fault of usage
     */
    public static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(TextEncoding.read(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("Cannot read " + file + ": " + reason(e), null, e);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.forEach((name, value) -> settings.put((String) name, ((String) value).strip()));
        return settings;
    }

    private static String reason(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        } else if (failure instanceof AccessDeniedException) {
            return "permission denied";
        } else if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        return failure.getMessage();
    }
}
