package dev.streamflow.dashboard.view;

import dev.streamflow.dashboard.store.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * Figures as people read them, the same in every locale: {@code 1,234,567.89}. A figure that is not there is a dash.
 */
public final class NumberText {
    public static final String NONE = "–";
    private static final String MINUS = "−";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MOST_PERCENT = BigDecimal.valueOf(999);

    private NumberText() {}

    /** An exact number keeps all its digits; a double has four at most behind the point. */
    public static String of(Column.Type type, BigDecimal value) {
        if (value == null) {
            return NONE;
        } else if (type == Column.Type.DOUBLE) {
            BigDecimal rounded = value.setScale(4, RoundingMode.HALF_UP).stripTrailingZeros();
            return grouped(rounded, Math.max(0, rounded.scale()));
        }
        return grouped(value, Math.max(0, value.scale()));
    }

    /** A mean has as many digits as a division leaves: of a hundred and more, two behind the point are enough. */
    public static String mean(Column.Type type, BigDecimal value) {
        boolean large = value != null && value.abs().compareTo(HUNDRED) >= 0 && value.scale() > 2;
        return of(type, large ? value.setScale(2, RoundingMode.HALF_UP) : value);
    }

    public static String of(long value) {
        return grouped(BigDecimal.valueOf(value), 0);
    }

    /** A part of a whole as {@code 12.3 %}; a dash where there is no whole. */
    public static String share(BigDecimal part, BigDecimal whole) {
        if (part == null || whole == null || whole.signum() == 0) {
            return NONE;
        }
        BigDecimal percent = part.multiply(HUNDRED).divide(whole, 6, RoundingMode.HALF_UP);
        return percent(percent);
    }

    /** A number that is already in percent: two digits behind the point below one, else one. */
    public static String percent(BigDecimal percent) {
        int scale = percent.signum() != 0 && percent.abs().compareTo(BigDecimal.ONE) < 0 ? 2 : 1;
        return grouped(percent.setScale(scale, RoundingMode.HALF_UP), scale) + " %";
    }

    /** From one figure to another as {@code +4.2 %}; a dash where there is nothing to compare with. */
    public static String change(BigDecimal before, BigDecimal now) {
        if (before == null || now == null || before.signum() == 0) {
            return NONE;
        }
        BigDecimal percent = now.subtract(before).multiply(HUNDRED).divide(before.abs(), 1, RoundingMode.HALF_UP);
        if (percent.abs().compareTo(MOST_PERCENT) > 0) {
            return percent.signum() > 0 ? "> +999 %" : "< " + MINUS + "999 %";
        }
        return (percent.signum() > 0 ? "+" : "") + grouped(percent, 1) + " %";
    }

    private static String grouped(BigDecimal value, int scale) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(scale);
        format.setMaximumFractionDigits(scale);
        String text = format.format(value.abs());
        return value.signum() < 0 ? MINUS + text : text;
    }
}
