package dev.streamflow.streaming.load.files;

import dev.streamflow.csv.CsvDialect;
import dev.streamflow.etl.silver.Checks;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The rows of accepted files as a streaming source of Spark, with the columns of {@link FileColumns}. Public because
 * Spark instantiates it by name; callers use {@link #load}.
 */
public final class AcceptedFiles implements TableProvider {
    private static final String NAME = "name";
    private static final String DOCUMENT = "document";
    private static final String FOLDER = "folder";
    private static final String MOST = "most";

    /**
     * The rows of all files that are accepted from now on, each with every reason why it is not clean.
     *
     * @param most so many files a batch
     */
    public static Dataset<Row> load(
            SparkSession spark, EventSchema schema, CsvDialect dialect, Folders folders, int most) {
        var reader = spark.readStream()
                .format(AcceptedFiles.class.getName())
                .option(NAME, schema.name())
                .option(DOCUMENT, schema.document())
                .option(FOLDER, folders.input())
                .option(MOST, most);
        dialect.encoding().ifPresent(encoding -> reader.option("encoding", encoding.name()));
        dialect.separator().ifPresent(separator -> reader.option("separator", separator.toString()));
        dialect.quote().ifPresent(quote -> reader.option("quote", quote.toString()));
        dialect.escape().ifPresent(escape -> reader.option("escape", escape.toString()));
        dialect.comment().ifPresent(comment -> reader.option("comment", comment.toString()));
        return new Checks(schema).apply(reader.load());
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return FileColumns.type(schema(options));
    }

    @Override
    public Table getTable(StructType type, Transform[] partitioning, Map<String, String> properties) {
        return new FilesTable(new CaseInsensitiveStringMap(properties));
    }

    private static EventSchema schema(CaseInsensitiveStringMap options) {
        return SchemaReader.parse(options.get(NAME), options.get(DOCUMENT));
    }

    private static CsvDialect dialect(CaseInsensitiveStringMap options) {
        return new CsvDialect(
                Optional.ofNullable(options.get("encoding")).map(Charset::forName),
                character(options, "separator"),
                character(options, "quote"),
                character(options, "escape"),
                character(options, "comment"));
    }

    private static Optional<Character> character(CaseInsensitiveStringMap options, String name) {
        return Optional.ofNullable(options.get(name)).map(text -> text.charAt(0));
    }

    private static final class FilesTable implements SupportsRead {
        private final CaseInsensitiveStringMap options;

        FilesTable(CaseInsensitiveStringMap options) {
            this.options = options;
        }

        @Override
        public String name() {
            return "accepted files of " + options.get(NAME);
        }

        @Override
        @SuppressWarnings("deprecation") // the way of saying it that older releases know as well
        public StructType schema() {
            return FileColumns.type(AcceptedFiles.schema(options));
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.MICRO_BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ignored) {
            return () -> new FilesScan(options);
        }
    }

    private record FilesScan(CaseInsensitiveStringMap options) implements Scan {
        @Override
        public StructType readSchema() {
            return FileColumns.type(schema(options));
        }

        @Override
        public MicroBatchStream toMicroBatchStream(String checkpoint) {
            return new FilesStream(
                    schema(options), dialect(options), new Folders(options.get(FOLDER)), options.getInt(MOST, 1));
        }
    }
}
