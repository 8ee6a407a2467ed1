package dev.streamflow.etl.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.etl.landing.CommittedFile;
import dev.streamflow.etl.landing.RunNumbers;
import dev.streamflow.etl.ledger.LakeState;
import dev.streamflow.etl.ledger.PublishedDate;
import dev.streamflow.etl.ledger.PublishedDate.PublishedTopic;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchSettingsTest {
    private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";
    private static final String FACTORY_MODE = "spark.sql.codegen.factoryMode";
    private static final LocalDate DATE = LocalDate.parse("2026-01-02");

    private final SparkSession spark = SessionFactory.session("settings", Profile.DEV);
    private final String partitions = spark.conf().get("spark.sql.shuffle.partitions");

    @AfterEach
    void reset() {
        spark.conf().unset(WHOLE_STAGE);
        spark.conf().unset(FACTORY_MODE);
    }

    @Test
    void codeIsGeneratedForManyRecordsAlone() {
        try (BatchSettings settings = BatchSettings.of(spark)) {
            assertThat(generatesCode()).as("before a batch is there").isFalse();
            settings.fit(batch(BatchSettings.GENERATED_FROM), LakeState.NOTHING);
            assertThat(generatesCode()).as("many").isTrue();
            settings.fit(batch(BatchSettings.GENERATED_FROM - 1), LakeState.NOTHING);
            assertThat(generatesCode()).as("few").isFalse();
            settings.fit(batch(1), published(BatchSettings.GENERATED_FROM));
            assertThat(generatesCode()).as("few beside a date of many").isTrue();
            settings.fit(batch(1), published(BatchSettings.GENERATED_FROM - 1));
            assertThat(generatesCode()).as("few beside few").isFalse();
        }
        assertThat(generatesCode()).as("when all is done").isTrue();
    }

    @Test
    void whatAPersonSaidStays() {
        spark.conf().set(WHOLE_STAGE, "true");
        try (BatchSettings settings = BatchSettings.of(spark)) {
            settings.fit(batch(1), LakeState.NOTHING);

            assertThat(spark.conf().get(WHOLE_STAGE)).isEqualTo("true");
            assertThat(spark.conf().get(FACTORY_MODE)).isEqualTo("NO_CODEGEN");
        }
        assertThat(spark.conf().get(WHOLE_STAGE)).isEqualTo("true");
        assertThat(spark.conf().get(FACTORY_MODE)).isEqualTo("FALLBACK");
    }

    @Test
    void aSmallDayHasFewPartitionsAndTheNextBatchAsManyAsItNeeds() {
        try (BatchSettings settings = BatchSettings.of(spark)) {
            settings.fit(batch(1), LakeState.NOTHING);
            assertThat(spark.conf().get("spark.sql.shuffle.partitions")).isEqualTo("1");
        }
        assertThat(spark.conf().get("spark.sql.shuffle.partitions")).isEqualTo(partitions);
    }

    private boolean generatesCode() {
        boolean wholeStage = Boolean.parseBoolean(spark.conf().get(WHOLE_STAGE));
        assertThat(spark.conf().get(FACTORY_MODE)).isEqualTo(wholeStage ? "FALLBACK" : "NO_CODEGEN");
        return wholeStage;
    }

    private static DateBatch batch(long records) {
        var schema = SchemaReader.parse("visits", """
                {"description": "Visits", "type": "object", "properties": {"at": {"type": "string", "format": "date-time"}},
                 "required": ["at"], "x-event-time": {"field": "at"}}
                """);
        var file = new CommittedFile("visits/1", DATE, 1, 0, 0, records - 1, records, 100);
        return new DateBatch(List.of(DATE), Map.of(schema, List.of(file)));
    }

    private static LakeState published(long records) {
        var topics = new TreeMap<>(Map.of("visits", new PublishedTopic(records, records, RunNumbers.NONE, null)));
        var before = new PublishedDate(1, topics, null, new TreeMap<>(), new TreeSet<>(), false);
        return new LakeState(LakeState.VERSION, 1, new TreeMap<>(Map.of(DATE.minusDays(1), before)), new TreeMap<>());
    }
}
