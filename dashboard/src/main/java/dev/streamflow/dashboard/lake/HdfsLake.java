package dev.streamflow.dashboard.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.dashboard.lake.WebHdfs.Entry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A lake on HDFS, mirrored to this machine. It has no versions: a run moves its tables into place one after the other,
 * with a journal in {@code _staging} meanwhile. What is copied counts as a state only if there was none and the
 * ledger's sum is as before.
 */
public final class HdfsLake implements LakeSource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUM = "published.json";

    private final WebHdfs hdfs;
    private final HdfsMirror mirror;
    private final String lake;
    private final String landing;
    private final Path cache;
    private final StateReader states;

    /**
     * @param nameNode its HTTP address
     * @param lake {@code hdfs://namenode:8020/streamflow/lake}
     * @param landing likewise
     * @param cache a folder of this machine that is this lake's alone
     */
    public HdfsLake(URI nameNode, URI lake, URI landing, Path cache) {
        this.hdfs = new WebHdfs(nameNode);
        this.mirror = new HdfsMirror(hdfs);
        this.lake = lake.getPath();
        this.landing = landing.getPath();
        this.cache = cache.toAbsolutePath().normalize();
        this.states = new StateReader(new LandingLedger(this.cache.resolve("landing")));
    }

    @Override
    public String pointer() throws IOException {
        StringBuilder pointer = new StringBuilder(sum());
        for (Entry topic : hdfs.list(landing)) {
            hdfs.list(ledger(topic)).forEach(entry -> pointer.append(entry.identity()));
        }
        return Integer.toHexString(pointer.toString().hashCode());
    }

    /** Empty before the first publication. */
    private String sum() throws IOException {
        return hdfs.list(lake + "/ledger").stream()
                .filter(entry -> entry.name().equals(SUM))
                .map(Entry::identity)
                .findFirst()
                .orElse("");
    }

    private String ledger(Entry topic) {
        return landing + "/" + topic.name() + "/_ledger";
    }

    /** They are not copied: a burst may be larger than gold. */
    @Override
    public Optional<List<Path>> quarantined(LakeState state, String topic, LocalDate date) {
        return Optional.empty();
    }

    @Override
    public List<Path> folders() {
        return List.of(cache);
    }

    @Override
    public Published read() throws IOException {
        String before = sum();
        if (before.isEmpty()) {
            return Published.NOTHING;
        }
        requireAtRest();
        mirror.copy(lake + "/gold", cache.resolve("lake/gold"), 1);
        mirror.copy(lake + "/ledger", cache.resolve("lake/ledger"), 0);
        for (Entry topic : hdfs.list(landing)) {
            mirror.copy(
                    ledger(topic),
                    cache.resolve("landing").resolve(topic.name()).resolve("_ledger"),
                    0);
        }
        requireAtRest();
        if (!before.equals(sum())) {
            throw new IOException("a run has just published");
        }
        Path sum = cache.resolve("lake/ledger").resolve(SUM);
        JsonNode document = JSON.readTree(Files.readAllBytes(sum));
        return states.read(
                cache.resolve("lake"),
                document.path("publications").asLong(),
                Files.getLastModifiedTime(sum).toInstant());
    }

    private void requireAtRest() throws IOException {
        for (Entry run : hdfs.list(lake + "/_staging")) {
            if (run.isFolder()
                    && hdfs.list(lake + "/_staging/" + run.name()).stream()
                            .anyMatch(entry -> entry.name().equals("publish.json"))) {
                throw new IOException("run " + run.name() + " is publishing");
            }
        }
    }
}
