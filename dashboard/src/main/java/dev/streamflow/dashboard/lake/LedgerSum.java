package dev.streamflow.dashboard.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the lake's ledger says over all runs, in {@code published.json} and the documents of {@code published}, one a
 * month.
 *
 * @param retained dates that retention has taken out of all tables
 * @param complete of each date, whether landing had covered its end; without those of which that was not written down
 * @param warned of each date, the figures that warnings are about
 */
record LedgerSum(Set<LocalDate> retained, Map<LocalDate, Boolean> complete, Map<LocalDate, List<String>> warned) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param ledger the folder of the ledger; without the documents nothing is known */
    static LedgerSum of(Path ledger) throws IOException {
        LedgerSum sum = new LedgerSum(new TreeSet<>(), new HashMap<>(), new HashMap<>());
        List<Path> files = new ArrayList<>(Folders.list(ledger.resolve("published")));
        files.add(ledger.resolve("published.json"));
        for (Path file : files) {
            if (Files.exists(file)) {
                sum.add(JSON.readTree(Files.readAllBytes(file)));
            }
        }
        return sum;
    }

    private void add(JsonNode document) {
        document.path("retained").fieldNames().forEachRemaining(date -> retained.add(LocalDate.parse(date)));
        document.path("dates").properties().forEach(entry -> {
            LocalDate date = LocalDate.parse(entry.getKey());
            if (entry.getValue().has("complete")) {
                complete.put(date, entry.getValue().path("complete").asBoolean());
            }
            List<String> figures = new ArrayList<>();
            entry.getValue().path("warned").forEach(figure -> figures.add(figure.asText()));
            warned.put(date, figures);
        });
    }
}
