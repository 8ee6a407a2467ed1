package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark writes of a gold table, and what is counted on the way. */
class GoldFormatTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final LocalDate SECOND = LocalDate.parse("2026-01-02");
    private static final List<LocalDate> DATES = List.of(FIRST, SECOND);
    private static final GoldRules SHOPS =
            new GoldRules(List.of("shop", "till"), List.of("shop", "till"), List.of("shop", "amount"), "amount");

    @TempDir
    Path folder;

    @Test
    void aDateThatFitsIsOneFileOfEachKind() throws Exception {
        Map<LocalDate, GoldFigures> figures =
                publish(SHOPS, 2, "2026-01-01 a 1 1.10", "2026-01-01 a 2 2.20", "2026-01-02 a 1 0.05");

        assertThat(csv()).containsExactly("2026-01-01.csv", "2026-01-02.csv");
        assertThat(folder.resolve("gold_csv/sales/2026-01-01.csv"))
                .hasContent("event_date,shop,till,amount\n2026-01-01,a,1,1.10\n2026-01-01,a,2,2.20\n");
        assertThat(parquet(FIRST)).hasSize(1);
        assertThat(figures.get(FIRST)).isEqualTo(figures(2, 0, "3.30", 2));
        assertThat(figures.get(SECOND)).isEqualTo(figures(1, 0, "0.05", 1));
    }

    @Test
    void aDateThatDoesNotFitGoesOnInNumberedFilesWithAHeaderEach() throws Exception {
        publish(SHOPS, 2, "2026-01-01 a 1 1", "2026-01-01 a 2 2", "2026-01-01 b 1 3", "2026-01-02 a 1 4");

        assertThat(csv()).containsExactly("2026-01-01-00001.csv", "2026-01-01-00002.csv", "2026-01-02.csv");
        assertThat(folder.resolve("gold_csv/sales/2026-01-01-00002.csv"))
                .hasContent("event_date,shop,till,amount\n2026-01-01,b,1,3.00\n");
        assertThat(parquet(FIRST)).hasSize(2);
    }

    @Test
    void filesOfAnEarlierRunThatAreNotMadeAgainAreGone() throws Exception {
        String[] rows = {"2026-01-01 a 1 1", "2026-01-01 a 2 2", "2026-01-01 b 1 3", "2026-01-02 a 1 4"};
        publish(SHOPS, 1, rows);
        Files.writeString(folder.resolve("gold_csv/sales/notes-00001.csv"), "mine");

        publish(SHOPS, 3, rows);

        assertThat(csv()).containsExactly("2026-01-01.csv", "2026-01-02.csv", "notes-00001.csv");
        publish(SHOPS, 2, rows);
        assertThat(csv())
                .containsExactly("2026-01-01-00001.csv", "2026-01-01-00002.csv", "2026-01-02.csv", "notes-00001.csv");
    }

    @Test
    void aKeyThatIsThereTwiceIsNamedAlsoWhereItIsInTwoFiles() throws Exception {
        Map<LocalDate, GoldFigures> figures =
                publish(SHOPS, 1, "2026-01-01 a 1 1", "2026-01-02 a 1 1", "2026-01-02 a 1 1");

        assertThat(figures.get(FIRST).keys()).isEqualTo(1);
        assertThat(figures.get(SECOND).keys()).isEqualTo(1);
        assertThat(figures.get(SECOND).repeated()).containsExactly("event_date=2026-01-02 shop=a till=1");
    }

    @Test
    void aKeyThatIsThereTwiceIsSeenWhereRowsHaveAnotherOrder() throws Exception {
        GoldRules byAmount = new GoldRules(List.of("shop", "amount"), List.of("shop", "till"), List.of(), null);

        GoldFigures figures = publish(
                        byAmount, 9, "2026-01-01 a 1 1", "2026-01-01 a 2 2", "2026-01-01 a 1 3", "2026-01-01 b 1 3")
                .get(FIRST);

        assertThat(figures.keys()).isEqualTo(3);
        assertThat(figures.repeated()).containsExactly("event_date=2026-01-01 shop=a till=1");
    }

    @Test
    void aValueThatIsMissingIsNamed() throws Exception {
        GoldFigures figures = publish(SHOPS, 9, "2026-01-01 - 1 1.10", "2026-01-01 a 1 -", "2026-01-01 b 1 1")
                .get(FIRST);

        assertThat(figures)
                .isEqualTo(new GoldFigures(
                        3,
                        2,
                        new BigDecimal("2.10"),
                        3,
                        List.of(),
                        List.of("event_date=2026-01-01 shop=null till=1", "event_date=2026-01-01 shop=a till=1")));
    }

    @Test
    void rowsOfACsvFileAreCountedWhateverTheirCellsHold() throws Exception {
        List<String> texts =
                List.of("a\nb", "a\r\nb", "a\rb", "\"", "5\" pipe", "\"\n\"", "\\\"", ",\n,", "", " x ", "é\u2028");
        StructType type = new StructType().add("event_date", DataTypes.DateType).add("text", DataTypes.StringType);
        List<Row> rows =
                texts.stream().map(text -> RowFactory.create(FIRST, text)).toList();
        Dataset<Row> table = SessionFactory.session("test", Profile.DEV)
                .createDataFrame(rows, type)
                .coalesce(1);

        GoldFigures figures = publish(table, new GoldRules(List.of("text"), List.of("text"), List.of("text"), null), 99)
                .get(FIRST);

        assertThat(figures).isEqualTo(figures(texts.size(), 0, "0.00", texts.size()));
    }

    private Map<LocalDate, GoldFigures> publish(GoldRules rules, long rowsPerFile, String... rows) throws Exception {
        StructType type = new StructType()
                .add("event_date", DataTypes.DateType)
                .add("shop", DataTypes.StringType)
                .add("till", DataTypes.IntegerType)
                .add("amount", DataTypes.createDecimalType(18, 2));
        List<Row> table = new ArrayList<>();
        for (String row : rows) {
            String[] cells = row.split(" ", 4);
            table.add(RowFactory.create(
                    LocalDate.parse(cells[0]),
                    cells[1].equals("-") ? null : cells[1],
                    Integer.valueOf(cells[2]),
                    cells[3].equals("-") ? null : new BigDecimal(cells[3])));
        }
        return publish(
                SessionFactory.session("test", Profile.DEV)
                        .createDataFrame(table, type)
                        .coalesce(1),
                rules,
                rowsPerFile);
    }

    /** Publishes a table, each of whose dates is in one partition and in order. */
    private Map<LocalDate, GoldFigures> publish(Dataset<Row> table, GoldRules rules, long rowsPerFile) {
        Lake lake =
                new Lake(folder.toString(), table.sparkSession().sparkContext().hadoopConfiguration());
        try (LakeLock lock = LakeLock.take(lake, "test");
                Staging staging = Staging.begin(lock, LocalLake.RUN)) {
            Staging.Written written = staging.gold("sales", List.of(table), rules, rowsPerFile, DATES);
            Map<LocalDate, GoldFigures> figures = staging.figures(written, DATES);
            staging.text("ledger/published.json", "{}");
            staging.publish();
            return figures;
        }
    }

    private static GoldFigures figures(long keys, long nulls, String revenue, long csv) {
        return new GoldFigures(keys, nulls, new BigDecimal(revenue), csv, List.of(), List.of());
    }

    private List<String> csv() throws Exception {
        return names(folder.resolve("gold_csv/sales"));
    }

    private List<String> parquet(LocalDate date) throws Exception {
        return names(folder.resolve("gold/sales").resolve(EventDate.folder(date)));
    }

    /**
     * Without checksum files: whichever test of this JVM came first has chosen Hadoop's file system for all of them.
     */
    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".crc"))
                    .sorted()
                    .toList();
        }
    }
}
