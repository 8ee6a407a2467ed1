package dev.streamflow.etl.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What the runs made of each date: one document per run and date, published with the tables it is about, never replaced. */
public final class Ledger {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private final Lake lake;

    public Ledger(Lake lake) {
        this.lake = lake;
    }

    /** The document of what a run made of a date, relative to the lake. */
    static String path(LocalDate date, String run) {
        return folder(date) + "/" + run + ".json";
    }

    private static String folder(LocalDate date) {
        return "ledger/" + Lake.dated(date);
    }

    static String json(DateReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write " + report, e);
        }
    }

    /** What the runs made of a date, oldest first. */
    public List<DateReport> of(LocalDate date) {
        Path folder = lake.path(folder(date));
        FileSystem files = lake.fileSystem();
        try {
            List<Path> documents = new ArrayList<>();
            for (FileStatus status : files.listStatus(folder)) {
                documents.add(status.getPath());
            }
            documents.sort(Comparator.comparing(Path::getName));
            List<DateReport> reports = new ArrayList<>();
            for (Path document : documents) {
                try (InputStream in = files.open(document)) {
                    reports.add(JSON.readValue(in, DateReport.class));
                }
            }
            return reports;
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** What the tables of a date say now: the figures of its last run. */
    public Optional<DateReport> last(LocalDate date) {
        List<DateReport> reports = of(date);
        return reports.isEmpty() ? Optional.empty() : Optional.of(reports.get(reports.size() - 1));
    }

    /** The dates that have been published, ascending. */
    public List<LocalDate> dates() {
        return lake.dates("ledger");
    }
}
