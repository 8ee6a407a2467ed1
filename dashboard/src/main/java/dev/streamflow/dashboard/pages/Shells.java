package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.store.Comparison;
import dev.streamflow.dashboard.view.Address;
import dev.streamflow.dashboard.view.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is around the pages: their list, the choice of dates, the state of the lake, the colours. */
final class Shells {
    private static final String THEME = "theme";
    private static final List<String> THEMES = List.of("light", "dark");
    private static final Map<Comparison, String> COMPARISONS = Map.of(
            Comparison.PREVIOUS, "before",
            Comparison.WEEK, "week",
            Comparison.YEAR, "year",
            Comparison.NONE, "nothing");

    private final Function<String, String> asset;
    private final Supplier<Optional<String>> other;

    /**
     * Around all pages of one server.
     *
     * @param asset the URL of an asset of that name
     * @param other where the other server's page is, if it is shown
     */
    Shells(Function<String, String> asset, Supplier<Optional<String>> other) {
        this.asset = asset;
        this.other = other;
    }

    /** Around a page about dates. */
    Shell of(String title, Question question, Optional<String> trouble) {
        return shell(title, question.address(), period(question), question.lake(), trouble);
    }

    /** Around a page that is not. */
    Shell of(String title, Address address, LakeState lake, Optional<String> trouble) {
        return shell(title, address, null, lake, trouble);
    }

    /** Around the live page. */
    Shell live(String title, Address address) {
        List<Shell.Link> nav = new ArrayList<>();
        nav.add(new Shell.Link("Live", address.to("/", THEME).href(), true));
        other.get().ifPresent(url -> nav.add(new Shell.Link("Overview", url, false)));
        return new Shell(title, theme(address), nav, themes(address), null, "", "", -1, "", files("live.js"));
    }

    private Shell shell(
            String title, Address address, Shell.PeriodForm period, LakeState lake, Optional<String> trouble) {
        return new Shell(
                title,
                theme(address),
                nav(address),
                themes(address),
                period,
                lake.isEmpty() ? "Nothing is published yet" : "State " + lake.name() + ", published",
                lake.publishedAt() == null ? "" : lake.publishedAt().toString(),
                lake.number(),
                trouble.orElse(""),
                files("page.js"));
    }

    private Shell.Files files(String script) {
        return new Shell.Files(
                asset.apply("style.css"),
                asset.apply(script),
                asset.apply("vendor/echarts.min.js"),
                asset.apply("icon.svg"));
    }

    private static String theme(Address address) {
        String theme = address.value(THEME).orElse("");
        if (!theme.isEmpty() && !THEMES.contains(theme)) {
            throw new BadQuestionException("The colours are none of light and dark.");
        }
        return theme;
    }

    private List<Shell.Link> nav(Address address) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("Overview", "/");
        List.of("Tables", "Dates", "Quality", "Ledger", "About")
                .forEach(name -> pages.put(name, Address.path(name.toLowerCase(Locale.ROOT))));
        List<Shell.Link> links = new ArrayList<>();
        pages.forEach((name, path) -> {
            boolean current = address.path().equals(path)
                    || (!path.equals("/") && address.path().startsWith(path + "/"));
            links.add(new Shell.Link(
                    name,
                    address.to(path, Period.RANGE, Period.FROM, Period.TO, Period.COMPARE, THEME)
                            .href(),
                    current));
        });
        other.get().ifPresent(url -> links.add(links.size() - 1, new Shell.Link("Live", url, false)));
        return links;
    }

    private static List<Shell.Link> themes(Address address) {
        String now = address.value(THEME).orElse("");
        List<Shell.Link> links = new ArrayList<>();
        links.add(new Shell.Link("auto", address.without(THEME).href(), now.isEmpty()));
        THEMES.forEach(theme ->
                links.add(new Shell.Link(theme, address.with(THEME, theme).href(), now.equals(theme))));
        return links;
    }

    private static Shell.PeriodForm period(Question question) {
        Address page = question.address().without("page");
        Period period = question.period();
        Address undated = page.without(Period.RANGE, Period.FROM, Period.TO);
        List<Shell.Link> ranges = new ArrayList<>();
        for (String name : List.of("7d", "30d", "90d", "month")) {
            String words = Period.DAYS.containsKey(name) ? Period.DAYS.get(name) + " days" : "month";
            ranges.add(new Shell.Link(
                    words,
                    undated.with(Period.RANGE, name).href(),
                    period.name().equals(name)));
        }
        List<Shell.Link> comparisons = new ArrayList<>();
        for (Comparison one : List.of(Comparison.PREVIOUS, Comparison.WEEK, Comparison.YEAR, Comparison.NONE)) {
            comparisons.add(new Shell.Link(
                    COMPARISONS.get(one),
                    page.with(Period.COMPARE, one.name().toLowerCase(Locale.ROOT))
                            .href(),
                    period.comparison() == one));
        }
        String compared =
                period.before().map(range -> range.from() + " to " + range.to()).orElse("");
        return new Shell.PeriodForm(
                ranges,
                comparisons,
                page.path(),
                page.hidden(Period.RANGE, Period.FROM, Period.TO),
                period.range().from().toString(),
                period.range().to().toString(),
                compared);
    }
}
