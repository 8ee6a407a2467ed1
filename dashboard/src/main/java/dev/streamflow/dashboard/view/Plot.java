package dev.streamflow.dashboard.view;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Lines or bars over a range as an SVG, drawn before any script runs and without one. A date without a figure is a gap.
 *
 * @param width and {@code height}: of the view box
 * @param shapes in the order in which they are drawn
 */
public record Plot(int width, int height, List<Shape> shapes) {
    /**
     * A part of it.
     *
     * @param line the number of its line, from 0
     * @param points of a polyline; empty for a bar
     */
    public record Shape(int line, String points, String x, String y, String width, String height) {
        public boolean isBar() {
            return points.isEmpty();
        }
    }

    /** Turns figures into coordinates. */
    private record Scale(int width, int height, BigDecimal min, BigDecimal max, int count) {
        String x(double position) {
            return text(count == 0 ? 0 : position * width / count);
        }

        double level(BigDecimal value) {
            BigDecimal span = max.subtract(min);
            if (span.signum() == 0) {
                return height / 2.0;
            }
            BigDecimal share = value.subtract(min).divide(span, 6, RoundingMode.HALF_UP);
            return 1 + (height - 2) * (1 - share.doubleValue());
        }
    }

    public Plot {
        shapes = List.copyOf(shapes);
    }

    /** A small line. */
    public static Plot spark(List<BigDecimal> values) {
        return of(120, 28, List.of(values), false);
    }

    /** A line for each list of values, or bars for the first one and lines for the others. */
    public static Plot of(int width, int height, List<List<BigDecimal>> lines, boolean bars) {
        List<BigDecimal> known = lines.stream()
                .flatMap(Collection::stream)
                .filter(Objects::nonNull)
                .toList();
        if (known.isEmpty()) {
            return new Plot(width, height, List.of());
        }
        BigDecimal min = known.stream().reduce(BigDecimal.ZERO, BigDecimal::min);
        BigDecimal max = known.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
        Scale scale = new Scale(width, height, min, max, lines.get(0).size());
        List<Shape> shapes = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            shapes.addAll(bars && line == 0 ? bars(lines.get(line), scale) : line(line, lines.get(line), scale));
        }
        return new Plot(width, height, shapes);
    }

    private static List<Shape> bars(List<BigDecimal> values, Scale scale) {
        List<Shape> bars = new ArrayList<>();
        double zero = scale.level(BigDecimal.ZERO);
        String width = text(0.7 * scale.width() / scale.count());
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != null) {
                double level = scale.level(values.get(i));
                String height = text(Math.max(0.5, Math.abs(zero - level)));
                bars.add(new Shape(0, "", scale.x(i + 0.15), text(Math.min(zero, level)), width, height));
            }
        }
        return bars;
    }

    private static List<Shape> line(int line, List<BigDecimal> values, Scale scale) {
        List<Shape> parts = new ArrayList<>();
        StringBuilder points = new StringBuilder();
        for (int i = 0; i <= values.size(); i++) {
            if (i < values.size() && values.get(i) != null) {
                String y = text(scale.level(values.get(i)));
                points.append(scale.x(i + 0.3)).append(',').append(y).append(' ');
                points.append(scale.x(i + 0.7)).append(',').append(y).append(' ');
            } else if (!points.isEmpty()) {
                parts.add(new Shape(line, points.toString().strip(), "", "", "", ""));
                points.setLength(0);
            }
        }
        return parts;
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
