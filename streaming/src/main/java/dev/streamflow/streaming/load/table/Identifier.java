package dev.streamflow.streaming.load.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Names as PostgreSQL takes them. */
final class Identifier {
    /** PostgreSQL cuts longer ones off, and two may become one. */
    private static final int LONGEST = 63;

    private static final int HASH_BYTES = 4;

    /** Every table has them, whatever its columns. */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private Identifier() {}

    /** The name, with a part of its hash for what is too much of it. */
    static String shortened(String name) {
        if (name.getBytes(UTF_8).length <= LONGEST) {
            return name;
        }
        String hash = HexFormat.of().formatHex(sha256(name), 0, HASH_BYTES);
        int kept = name.length();
        while (name.substring(0, kept).getBytes(UTF_8).length > LONGEST - 1 - hash.length()) {
            kept--;
        }
        return name.substring(0, kept) + "_" + hash;
    }

    /**
     * A column's name: the field's, unless PostgreSQL has a column of that name in every table, or another field has
     * it.
     */
    static String column(String name, Set<String> taken) {
        String column = shortened(name);
        while (SYSTEM_COLUMNS.contains(column) || taken.contains(column)) {
            column = shortened(column + "_");
        }
        return column;
    }

    /** The name of one of our own columns, which gives way to the schema's. */
    static String own(String name, Set<String> taken) {
        return taken.contains(name) ? "_" + name : name;
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
