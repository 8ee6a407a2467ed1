package dev.streamflow.etl.lake;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.StructType;

/** Makes the writers of a task; each task has a factory of its own. */
final class GoldWriterFactory extends OutputWriterFactory {
    private final OutputWriterFactory parquet;
    private final OutputWriterFactory csv;
    private final StructType schema;
    private final GoldRules rules;

    /** By date, since a date may go on in another file. */
    private transient Map<String, GoldKeys> keys;

    /** @param schema of the CSV file: the date, then what Parquet has */
    GoldWriterFactory(OutputWriterFactory parquet, OutputWriterFactory csv, StructType schema, GoldRules rules) {
        this.parquet = parquet;
        this.csv = csv;
        this.schema = schema;
        this.rules = rules;
    }

    @Override
    public String getFileExtension(TaskAttemptContext task) {
        return parquet.getFileExtension(task);
    }

    @Override
    public OutputWriter newInstance(String file, StructType withoutDate, TaskAttemptContext task) {
        if (keys == null) {
            keys = new HashMap<>();
        }
        Path place = new Path(file);
        Path dated = place.getParent();
        GoldKeys ofDate = keys.computeIfAbsent(dated.getName(), date -> new GoldKeys(rules, withoutDate));
        Path text = beside(place, GoldFormat.CSV, getFileExtension(task), csv.getFileExtension(task));
        return new GoldWriter(
                parquet.newInstance(file, withoutDate, task),
                csv.newInstance(text.toString(), schema, task),
                beside(place, GoldFormat.FIGURES, getFileExtension(task), ".json"),
                new GoldCounts(dated.getName(), rules, ofDate, withoutDate),
                task.getConfiguration());
    }

    private static Path beside(Path file, String folder, String extension, String other) {
        Path dated = file.getParent();
        String name = file.getName();
        return new Path(
                new Path(new Path(dated.getParent(), folder), dated.getName()),
                name.substring(0, name.length() - extension.length()) + other);
    }
}
