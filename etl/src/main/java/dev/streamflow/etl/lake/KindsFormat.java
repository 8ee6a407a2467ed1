package dev.streamflow.etl.lake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Parquet whose columns depend on the folder: Spark's own writes all of a row's columns into every folder that it
 * partitions them by. Public because Spark instantiates it by name; callers use {@link #write}.
 */
public final class KindsFormat extends ParquetFileFormat {
    /** Begins the names of options that hold a folder's columns, as JSON. */
    private static final String FOLDER = "folder:";

    /** Adds rows to the folder of their kind and date. */
    static void write(DataFrameWriter<Row> rows, RowKinds kinds, String folder) {
        kinds.types().forEach((kind, type) -> rows.option(FOLDER + kinds.folder(kind), type.json()));
        rows.format(KindsFormat.class.getName())
                .mode("append")
                .partitionBy(kinds.column(), EventDate.NAME)
                .save(folder);
    }

    @Override
    public OutputWriterFactory prepareWrite(
            SparkSession spark, Job job, scala.collection.immutable.Map<String, String> options, StructType columns) {
        Map<String, StructType> folders = new LinkedHashMap<>();
        CollectionConverters.asJava(options).forEach((name, value) -> {
            if (name.startsWith(FOLDER)) {
                folders.put(name.substring(FOLDER.length()), (StructType) DataType.fromJson(value));
            }
        });
        return new Writers(super.prepareWrite(spark, job, options, columns), folders);
    }

    /** Creates Spark's own writers, each with the columns of its folder. */
    private static final class Writers extends OutputWriterFactory {
        private static final long serialVersionUID = 1;

        private final OutputWriterFactory parquet;
        private final Map<String, StructType> folders;

        Writers(OutputWriterFactory parquet, Map<String, StructType> folders) {
            this.parquet = parquet;
            this.folders = folders;
        }

        @Override
        public String getFileExtension(TaskAttemptContext task) {
            return parquet.getFileExtension(task);
        }

        @Override
        public OutputWriter newInstance(String path, StructType columns, TaskAttemptContext task) {
            StructType own = folders.entrySet().stream()
                    .filter(folder -> path.contains("/" + folder.getKey() + "/"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no columns are known of " + path))
                    .getValue();
            Configuration configuration = new Configuration(task.getConfiguration());
            ParquetWriteSupport.setSchema(own, configuration);
            var context = new TaskAttemptContextImpl(configuration, task.getTaskAttemptID());
            return new Writer(parquet.newInstance(path, own, context), own, columns);
        }
    }

    /** Writes some columns of each row. */
    private static final class Writer extends OutputWriter {
        private final OutputWriter parquet;
        private final ProjectingInternalRow own;

        Writer(OutputWriter parquet, StructType own, StructType columns) {
            this.parquet = parquet;
            List<Object> places =
                    Stream.of(own.fieldNames()).<Object>map(columns::fieldIndex).toList();
            this.own = ProjectingInternalRow.apply(
                    own, CollectionConverters.asScala(places).toSeq());
        }

        @Override
        public void write(InternalRow row) {
            own.project(row);
            parquet.write(own);
        }

        @Override
        public void close() {
            parquet.close();
        }

        @Override
        public String path() {
            return parquet.path();
        }
    }
}
