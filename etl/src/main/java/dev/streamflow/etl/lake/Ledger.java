package dev.streamflow.etl.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What each run found and made of each date: one document per run and date, never overwritten. */
public final class Ledger {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private final Lake lake;

    public Ledger(Lake lake) {
        this.lake = lake;
    }

    /** Adds {@code <lake>/ledger/event_date=<date>/<run>.json}. */
    public void add(DateReport report) {
        FileSystem files = lake.fileSystem();
        Path document = new Path(lake.ledger(report.date()), report.run() + ".json");
        Path staged = new Path(lake.staging(), "ledger-" + report.run() + "-" + report.date());
        try {
            try (OutputStream out = files.create(staged, true)) {
                out.write((json(report) + "\n").getBytes(UTF_8));
            }
            files.mkdirs(document.getParent());
            if (files.exists(document) || !files.rename(staged, document)) {
                throw new IOException("the document is there already");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + document + ": " + e.getMessage(), e);
        }
    }

    private static String json(DateReport report) throws JsonProcessingException {
        return JSON.writeValueAsString(report);
    }
}
