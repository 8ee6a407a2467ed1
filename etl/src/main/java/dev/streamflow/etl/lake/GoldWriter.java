package dev.streamflow.etl.lake;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;

/** Writes the rows of one date, or a part of them, as Parquet and as CSV, and beside them what it counted. */
final class GoldWriter extends OutputWriter {
    private final OutputWriter parquet;
    private final OutputWriter csv;
    private final Path figures;
    private final GoldCounts counts;
    private final Configuration configuration;
    private final JoinedRow withDate = new JoinedRow();

    /** @param figures the file of what was counted, in a folder of the date's name */
    GoldWriter(OutputWriter parquet, OutputWriter csv, Path figures, GoldCounts counts, Configuration configuration) {
        this.parquet = parquet;
        this.csv = csv;
        this.figures = figures;
        this.counts = counts;
        this.configuration = configuration;
        LocalDate date = EventDate.ofFolder(figures.getParent().getName()).orElseThrow();
        withDate.withLeft(new GenericInternalRow(new Object[] {(int) date.toEpochDay()}));
    }

    @Override
    public void write(InternalRow row) {
        parquet.write(row);
        csv.write(withDate.withRight(row));
        counts.add(row);
    }

    @Override
    public void close() {
        parquet.close();
        csv.close();
        try {
            FileSystem files = figures.getFileSystem(configuration);
            long rows = CsvRows.in(files, new Path(csv.path()));
            try (OutputStream out = files.create(figures)) {
                out.write(GoldFigures.JSON.writeValueAsBytes(counts.figures(rows)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot count " + csv.path() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String path() {
        return parquet.path();
    }
}
