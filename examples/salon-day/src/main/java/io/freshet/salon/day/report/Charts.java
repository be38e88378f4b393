package io.freshet.salon.day.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws SVG that takes its colours from the page's style sheet. */
final class Charts {
    private static final int WIDTH = 880;
    private static final int HEIGHT = 170;
    private static final int LEFT = 56;
    private static final int BOTTOM = 22;
    private static final int ROW = 22;
    private static final int NAMES = 250;
    private static final int NUMBERS = 90;

    /**
     * A bar with a name and a number.
     *
     * @param share of the full width, 0 to 1
     */
    record Bar(String name, double share, String number, String style) {}

    private Charts() {}

    /** Draws a line over time; nothing for less than two moments. */
    static String line(List<Timeline.Moment> moments, ToDoubleFunction<Timeline.Moment> value, String style) {
        if (moments.size() < 2) {
            return "<p class=\"none\">The run was too short.</p>";
        }
        double end = moments.get(moments.size() - 1).seconds();
        double most = Math.max(1e-9, moments.stream().mapToDouble(value).max().orElse(1));
        StringBuilder points = new StringBuilder();
        for (Timeline.Moment moment : moments) {
            double x = LEFT + (WIDTH - LEFT - 8) * moment.seconds() / end;
            double y = 8 + (HEIGHT - BOTTOM - 8) * (1 - value.applyAsDouble(moment) / most);
            points.append(format("%.1f,%.1f ", x, y));
        }
        int floor = HEIGHT - BOTTOM;
        return format("<svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT)
                + format(
                        "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, floor, WIDTH - 8, floor)
                + format("<text class=\"tick\" x=\"%d\" y=\"16\">%s</text>", LEFT - 6, number(most))
                + format("<text class=\"tick\" x=\"%d\" y=\"%d\">0</text>", LEFT - 6, floor)
                + format("<text class=\"time\" x=\"%d\" y=\"%d\">0 s</text>", LEFT, HEIGHT - 6)
                + format("<text class=\"end\" x=\"%d\" y=\"%d\">%.0f s</text>", WIDTH - 8, HEIGHT - 6, end)
                + format(
                        "<polyline class=\"%s\" points=\"%s\"/></svg>",
                        style, points.toString().strip());
    }

    /** Draws bars one below the other. */
    static String bars(List<Bar> bars) {
        if (bars.isEmpty()) {
            return "<p class=\"none\">Nothing to show.</p>";
        }
        StringBuilder svg =
                new StringBuilder(format("<svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, ROW * bars.size() + 4));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double width = Math.max(1, (WIDTH - NAMES - NUMBERS) * Math.min(1, Math.max(0, bar.share())));
            int text = ROW * i + 15;
            svg.append(format("<text class=\"name\" x=\"%d\" y=\"%d\">%s</text>", NAMES - 8, text, escaped(bar.name())))
                    .append(format(
                            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
                            bar.style(), NAMES, ROW * i + 3, width, ROW - 6))
                    .append(format(
                            "<text class=\"number\" x=\"%.1f\" y=\"%d\">%s</text>",
                            NAMES + width + 6, text, escaped(bar.number())));
        }
        return svg.append("</svg>").toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String number(double value) {
        return value >= 10 ? format("%,.0f", value) : format("%.2f", value);
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
