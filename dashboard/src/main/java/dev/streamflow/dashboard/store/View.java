package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.lake.LakeState;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;

/**
 * One state of the lake, which all answers of a page come from. Every question may throw {@link BadQuestionException}.
 */
public interface View {
    LakeState lake();

    /** The tables that are loaded, by name. */
    List<Table> tables();

    /** @throws BadQuestionException if there is none of that name */
    Table table(String name);

    /** One figure over all of a range; null where there is none. */
    BigDecimal total(String table, Figure figure, Range range, List<Filter> filters);

    Series series(Series.Query query);

    Top top(Top.Query query);

    Matrix matrix(Matrix.Query query);

    Rows rows(Rows.Query query);

    /** @throws BusyException if the lake is just being published anew */
    QuarantinedLines quarantined(QuarantinedLines.Query query);

    /** Gives every row of a range, as {@link Rows} has them, without holding them all. */
    void eachRow(String table, Range range, Consumer<List<String>> row);
}
