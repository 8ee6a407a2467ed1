package dev.streamflow.etl.job;

import dev.streamflow.etl.ledger.LakeState;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/**
 * Spark's settings for a batch, by its size: each task has a fixed cost, and each class that Spark generates, compiles
 * and warms up for a plan as well, which few rows never earn back. No row depends on them.
 */
final class BatchSettings implements AutoCloseable {
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";
    /** Compressed, as it has landed. */
    private static final long BYTES_PER_PARTITION = 16L << 20;

    /** From so many records on, generated code is worth what it costs: {@code docs/decisions/0044-few-rows.md}. */
    static final long GENERATED_FROM = 100_000;

    /** What has Spark evaluate a plan as it stands, by setting. */
    private static final Map<String, String> INTERPRETED =
            Map.of("spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private final RuntimeConfig conf;
    private final long partitions;
    /** Those of {@link #INTERPRETED} of which spark-submit or a person said nothing. */
    private final Map<String, String> interpreted = new HashMap<>(INTERPRETED);

    private BatchSettings(RuntimeConfig conf) {
        this.conf = conf;
        this.partitions = Long.parseLong(conf.get(PARTITIONS));
        conf.getAll().foreach(setting -> interpreted.remove(setting._1()));
    }

    /** Those of a session, as for few rows until a batch is there. */
    static BatchSettings of(SparkSession spark) {
        BatchSettings settings = new BatchSettings(spark.conf());
        settings.interpret(true);
        return settings;
    }

    /** @param published the dates around, which some tables read as well */
    void fit(DateBatch batch, LakeState published) {
        conf.set(PARTITIONS, Math.min(partitions, 1 + batch.bytes() / BYTES_PER_PARTITION));
        interpret(Math.max(batch.records(), published.mostRecords()) < GENERATED_FROM);
    }

    private void interpret(boolean interpret) {
        interpreted.forEach((name, value) -> {
            if (interpret) {
                conf.set(name, value);
            } else {
                conf.unset(name);
            }
        });
    }

    @Override
    public void close() {
        conf.set(PARTITIONS, partitions);
        interpret(false);
    }
}
