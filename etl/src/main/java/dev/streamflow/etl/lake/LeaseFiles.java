package dev.streamflow.etl.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The leases in a lake's staging folder: {@code _lease-000001.json} says whose it is and is never changed,
 * {@code _lease-000001-<token>.beat} is written again and again. The highest number is the lease that counts.
 */
final class LeaseFiles {
    private static final Pattern NAME = Pattern.compile("_lease-([0-9]{6})\\.json");
    private static final Pattern OURS =
            Pattern.compile("_lease-(?:([0-9]{6})(?:\\.json|-[0-9a-f-]*\\.beat)|[0-9a-f-]{36}\\.probe)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileSystem files;
    private final Path folder;

    LeaseFiles(Lake lake) {
        this.files = lake.fileSystem();
        this.folder = lake.staging();
    }

    /** A lease as it lies there. */
    record Found(int number, LeaseOwner owner) {}

    /** Those that are there, ascending. */
    List<Found> all() throws IOException {
        List<Found> found = new ArrayList<>();
        for (FileStatus status : list()) {
            Matcher name = NAME.matcher(status.getPath().getName());
            if (name.matches()) {
                read(status.getPath()).ifPresent(owner -> found.add(new Found(Integer.parseInt(name.group(1)), owner)));
            }
        }
        found.sort(Comparator.comparingInt(Found::number));
        return found;
    }

    private FileStatus[] list() throws IOException {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private Optional<LeaseOwner> read(Path lease) throws IOException {
        try (InputStream in = files.open(lease)) {
            byte[] bytes = in.readAllBytes();
            return Optional.of(bytes.length == 0 ? LeaseOwner.UNKNOWN : JSON.readValue(bytes, LeaseOwner.class));
        } catch (JsonProcessingException e) {
            return Optional.of(LeaseOwner.UNKNOWN);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Creates a lease; of several runs that try the same number one succeeds.
     *
     * @return whether it was this one
     */
    boolean create(int number, LeaseOwner owner) throws IOException {
        try (FSDataOutputStream out = files.create(lease(number), false)) {
            out.write(JSON.writeValueAsBytes(owner));
            out.hsync();
            return true;
        } catch (IOException e) {
            if (files.exists(lease(number))) {
                return false;
            }
            throw e;
        }
    }

    /** Says that its run is alive. */
    void renew(Found lease) throws IOException {
        files.create(beat(lease), true).close();
    }

    /** How long ago its run was alive, by the clock of the file system. */
    Duration age(Found lease) throws IOException {
        long alive = Math.max(time(lease(lease.number())), time(beat(lease)));
        Path probe = new Path(folder, "_lease-" + UUID.randomUUID() + ".probe");
        files.create(probe, false).close();
        long now = time(probe);
        files.delete(probe, false);
        return Duration.ofMillis(now - alive);
    }

    private long time(Path file) throws IOException {
        try {
            return files.getFileStatus(file).getModificationTime();
        } catch (FileNotFoundException e) {
            return 0;
        }
    }

    void delete(Found lease) throws IOException {
        deleteBeat(lease);
        files.delete(lease(lease.number()), false);
    }

    void deleteBeat(Found lease) throws IOException {
        files.delete(beat(lease), false);
    }

    /**
     * Removes leases up to a number and what killed runs left of them, so that a lake at rest holds tables and nothing
     * else.
     */
    void deleteThrough(int number) throws IOException {
        for (FileStatus status : list()) {
            Matcher name = OURS.matcher(status.getPath().getName());
            if (status.isFile()
                    && name.matches()
                    && (name.group(1) == null || Integer.parseInt(name.group(1)) <= number)) {
                files.delete(status.getPath(), false);
            }
        }
        if (files.exists(folder) && files.listStatus(folder).length == 0) {
            files.delete(folder, false);
        }
    }

    private Path lease(int number) {
        return new Path(folder, "_lease-%06d.json".formatted(number));
    }

    private Path beat(Found lease) {
        return new Path(
                folder,
                "_lease-%06d-%s.beat".formatted(lease.number(), lease.owner().token()));
    }
}
