package dev.streamflow.dashboard.panels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.events.model.Additivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PanelRulesTest {
    @Test
    void everyTableHasEventsDatesAndReasons() {
        assertThat(ids(shape(List.of(), List.of()))).containsExactly("events", "dates", "reasons");
    }

    @Test
    void aMeasureHasItsSumAndItsMeanBetweenSmallestAndLargest() {
        List<Panel> panels = PanelRules.of(shape(List.of("amount"), List.of()));

        assertThat(panels)
                .extracting(Panel::id)
                .containsExactly("events", "dates", "reasons", "sum_amount", "avg_amount");
        assertThat(((Panel.Daily) panels.get(3)).figures()).containsExactly(Figure.sum("sum_amount"));
        Panel.Band band = (Panel.Band) panels.get(4);
        assertThat(band.mean()).isEqualTo(Figure.mean("avg_amount"));
        assertThat(List.of(band.min().how(), band.max().how())).containsExactly(Figure.How.MIN, Figure.How.MAX);
    }

    @Test
    void aMeanOfWhichNothingSaysWhatItIsTheQuotientOfIsNotShown() {
        Column mean = figure("avg_amount", Additivity.NONE);
        Table table = table(List.of(figure("events", Additivity.SUM), figure("sum_amount", Additivity.SUM), mean));

        assertThat(ids(new Shape(table, List.of(), null)))
                .doesNotContain("avg_amount")
                .contains("sum_amount");
    }

    @Test
    void whatDoesNotAddUpIsNeverSummed() {
        Table table = table(List.of(figure("events", Additivity.NONE), figure("sum_users", Additivity.NONE)));

        List<Panel> panels = PanelRules.of(new Shape(table, List.of(), null));

        assertThat(((Panel.Daily) panels.get(0)).figures()).containsExactly(Figure.rows());
        assertThat(panels).hasSize(3);
    }

    @Test
    void twoToSixValuesAreAStackInTheOrderOfTheSchema() {
        Panel panel = only(dimension("size", Column.Type.TEXT, 6, List.of("small", "large")));

        assertThat(panel).isInstanceOfSatisfying(Panel.Split.class, split -> {
            assertThat(split.stacked()).isTrue();
            assertThat(split.order()).containsExactly("small", "large");
        });
    }

    @Test
    void sevenToThirtyAreAListWithLinesAndMoreAreAListWithASearch() {
        assertThat(only(dimension("city", Column.Type.TEXT, 7, List.of())))
                .isInstanceOfSatisfying(Panel.Leaderboard.class, board -> {
                    assertThat(board.lines()).isTrue();
                    assertThat(board.search()).isFalse();
                });
        assertThat(only(dimension("city", Column.Type.TEXT, 30, List.of())))
                .isInstanceOfSatisfying(
                        Panel.Leaderboard.class,
                        board -> assertThat(board.search()).isFalse());
        assertThat(only(dimension("city", Column.Type.TEXT, 400, List.of())))
                .isInstanceOfSatisfying(Panel.Leaderboard.class, board -> {
                    assertThat(board.lines()).isFalse();
                    assertThat(board.search()).isTrue();
                });
    }

    @Test
    void aBooleanIsAShareOfTrue() {
        assertThat(only(dimension("paid", Column.Type.BOOLEAN, 3, List.of()))).isInstanceOf(Panel.TrueShare.class);
    }

    @Test
    void oneValueHasNoPanel() {
        assertThat(ids(shape(List.of(), List.of(dimension("country", Column.Type.TEXT, 1, List.of())))))
                .containsExactly("events", "dates", "reasons");
    }

    @Test
    void twoSmallDimensionsAreAHeatMapWithTheLongerOneDown() {
        List<Panel> panels = PanelRules.of(shape(
                List.of(),
                List.of(
                        dimension("name", Column.Type.TEXT, 400, List.of()),
                        dimension("kind", Column.Type.TEXT, 3, List.of()),
                        dimension("city", Column.Type.TEXT, 30, List.of()))));

        assertThat(panels)
                .filteredOn(Panel.Heatmap.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(Panel.Heatmap.class, heatmap -> {
                    assertThat(heatmap.down()).isEqualTo("city");
                    assertThat(heatmap.across()).isEqualTo("kind");
                });
    }

    @Test
    void thirtyOneValuesAreNoHeatMap() {
        assertThat(ids(shape(
                        List.of(),
                        List.of(
                                dimension("kind", Column.Type.TEXT, 3, List.of()),
                                dimension("city", Column.Type.TEXT, 31, List.of())))))
                .doesNotContain("pairs");
    }

    @Test
    void thereAreEightPanelsAtMostAndTheChosenMeasureComesFirst() {
        Shape many = shape(
                List.of("a", "b", "c", "d"),
                List.of(
                        dimension("x", Column.Type.TEXT, 3, List.of()),
                        dimension("y", Column.Type.TEXT, 3, List.of()),
                        dimension("z", Column.Type.TEXT, 3, List.of())));

        assertThat(ids(many)).containsExactly("events", "dates", "reasons", "sum_a", "by_x", "by_y", "avg_a", "pairs");
        assertThat(ids(new Shape(many.table(), many.dimensions(), "c")))
                .hasSize(8)
                .contains("sum_c", "avg_c");
    }

    private static List<String> ids(Shape shape) {
        return PanelRules.of(shape).stream().map(Panel::id).toList();
    }

    private static Panel only(Shape.Dimension dimension) {
        List<Panel> panels = PanelRules.of(shape(List.of(), List.of(dimension)));
        assertThat(panels).hasSize(4);
        return panels.get(3);
    }

    private static Shape shape(List<String> measures, List<Shape.Dimension> dimensions) {
        List<Column> columns =
                new ArrayList<>(dimensions.stream().map(Shape.Dimension::column).toList());
        columns.add(figure("events", Additivity.SUM));
        for (String measure : measures) {
            columns.add(figure("sum_" + measure, Additivity.SUM));
            columns.add(figure("avg_" + measure, Additivity.RATIO));
            columns.add(figure("min_" + measure, Additivity.MIN));
            columns.add(figure("max_" + measure, Additivity.MAX));
        }
        return new Shape(table(columns), dimensions, null);
    }

    private static Table table(List<Column> columns) {
        return new Table("daily_rides", columns, List.of(), new TreeSet<>(), 0);
    }

    private static Column figure(String name, Additivity additivity) {
        Optional<Column.Ratio> ratio = additivity == Additivity.RATIO
                ? Optional.of(new Column.Ratio("sum_amount", "count_amount"))
                : Optional.empty();
        return new Column(name, Column.Type.DECIMAL, 2, Column.Role.FIGURE, additivity, ratio);
    }

    private static Shape.Dimension dimension(String name, Column.Type type, long distinct, List<String> order) {
        Column column = new Column(name, type, 0, Column.Role.DIMENSION, Additivity.NONE, Optional.empty());
        return new Shape.Dimension(column, distinct, order);
    }
}
