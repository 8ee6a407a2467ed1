package dev.streamflow.streaming.load.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Moves files that have settled from {@code input} to {@code accepted}. A file has settled when neither its size nor
 * its time has changed for a while; how old it is, and how it came, does not matter. Left alone are folders, links, and
 * names that begin with a dot or an underscore or end in {@code .tmp}, {@code .part} or {@code .partial}. One thread
 * scans; what it found any may ask.
 */
public final class Intake {
    private final Folders folders;
    private final long settleNanos;
    private final LongSupplier nanoTime;
    private volatile Map<Path, Sighting> sightings = Map.of();
    private volatile Map<String, String> unreadable = Map.of();

    /** How a file was when it was first seen as it is now. */
    private record Sighting(long size, long modified, long since) {
        boolean isOf(BasicFileAttributes now) {
            return size == now.size() && modified == nanos(now);
        }

        static long nanos(BasicFileAttributes attributes) {
            return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        }
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public Intake(Folders folders, Duration settle, LongSupplier nanoTime) {
        this.folders = folders;
        this.settleNanos = settle.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Looks through the folder once.
     *
     * @return how many files were accepted
     * @throws IOException if the folder cannot be read
     */
    public int scan() throws IOException {
        Map<Path, Sighting> seen = new HashMap<>();
        Map<String, String> failed = new TreeMap<>();
        int accepted = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folders.inputFolder())) {
            for (Path file : files) {
                if (isWanted(file.getFileName().toString()) && visit(file, seen, failed)) {
                    accepted++;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        sightings = seen;
        unreadable = failed;
        return accepted;
    }

    /** Of the last scan: files that cannot be read, and why. */
    public Map<String, String> unreadable() {
        return unreadable;
    }

    /** How many files of the last scan have not settled yet. */
    public int waiting() {
        return sightings.size();
    }

    static boolean isWanted(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && !name.startsWith("_")
                && !lower.endsWith(".tmp")
                && !lower.endsWith(".part")
                && !lower.endsWith(".partial");
    }

    private boolean visit(Path file, Map<Path, Sighting> seen, Map<String, String> failed) {
        try {
            BasicFileAttributes now = attributes(file);
            if (!now.isRegularFile()) {
                return false;
            }
            Sighting before = sightings.get(file);
            Sighting sighting = before != null && before.isOf(now)
                    ? before
                    : new Sighting(now.size(), Sighting.nanos(now), nanoTime.getAsLong());
            if (nanoTime.getAsLong() - sighting.since() < settleNanos || !accept(file, sighting)) {
                seen.put(file, sighting);
                return false;
            }
            return true;
        } catch (NoSuchFileException e) {
            // Whoever wrote it, or another instance, has moved it.
            return false;
        } catch (IOException e) {
            failed.put(String.valueOf(file.getFileName()), String.valueOf(e));
            return false;
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether it was as it is from the first byte of its hash to the last. */
    private boolean accept(Path file, Sighting sighting) throws IOException {
        AcceptedFile accepted = AcceptedFile.of(file);
        if (!sighting.isOf(attributes(file))) {
            return false;
        }
        Files.move(file, accepted.in(folders.accepted()), StandardCopyOption.ATOMIC_MOVE);
        return true;
    }
}
