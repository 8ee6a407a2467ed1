package dev.streamflow.etl.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.etl.landing.CommittedFile;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Landed files as a Spark data source: one row per line, with the columns of {@link LandedSchema#type}. Public because
 * Spark instantiates it by name; callers use {@link #read}.
 */
public final class LandedSource implements TableProvider {
    private static final String NAME = "name";
    private static final String DOCUMENT = "document";
    private static final String TASKS = "tasks";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The lines of these files, which are read when the rows are. */
    public static Dataset<Row> read(SparkSession spark, EventSchema schema, List<CommittedFile> files) {
        return spark.read()
                .format(LandedSource.class.getName())
                .option(NAME, schema.name())
                .option(DOCUMENT, schema.document())
                .option(TASKS, text(LandedTask.of(files)))
                .load();
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return LandedSchema.type(schema(options));
    }

    @Override
    public Table getTable(StructType type, Transform[] partitioning, Map<String, String> options) {
        return new LandedTable(schema(options), tasks(options.get(TASKS)));
    }

    private static EventSchema schema(Map<String, String> options) {
        return SchemaReader.parse(options.get(NAME), options.get(DOCUMENT));
    }

    private static String text(List<LandedTask> tasks) {
        try {
            return JSON.writeValueAsString(tasks);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write tasks as JSON", e);
        }
    }

    private static List<LandedTask> tasks(String text) {
        try {
            return JSON.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot read tasks: " + e.getOriginalMessage(), e);
        }
    }
}
