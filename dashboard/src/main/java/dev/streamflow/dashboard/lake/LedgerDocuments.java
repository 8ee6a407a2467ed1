package dev.streamflow.dashboard.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The documents of the lake's ledger. Each is read once: a document is never changed. */
final class LedgerDocuments {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Map<String, DateReport> known = new HashMap<>();

    /** By date, the runs that published it in their order. */
    SortedMap<LocalDate, List<DateReport>> reports(Path ledger) throws IOException {
        Map<String, DateReport> read = new HashMap<>();
        SortedMap<LocalDate, List<DateReport>> byDate = new TreeMap<>();
        for (Path folder : Folders.list(ledger)) {
            Optional<LocalDate> date = Folders.date(folder);
            if (date.isPresent()) {
                byDate.put(date.get(), reports(folder, read));
            }
        }
        known = read;
        return byDate;
    }

    private List<DateReport> reports(Path folder, Map<String, DateReport> read) throws IOException {
        List<DateReport> reports = new ArrayList<>();
        for (Path file : Folders.list(folder)) {
            String identity = Folders.name(folder) + "/" + Folders.identity(file);
            DateReport report = known.containsKey(identity) ? known.get(identity) : report(file);
            read.put(identity, report);
            reports.add(report);
        }
        reports.sort(Comparator.comparingLong(DateReport::publication));
        return reports;
    }

    private static DateReport report(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), DateReport.class);
        } catch (JsonProcessingException e) {
            throw new UnreadableLakeException("The ledger's document " + file + " is damaged.", e);
        }
    }
}
