package dev.streamflow.csv;

import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The texts that stand for a missing value: those that the schema names in {@code x-missing}. Where it names none,
 * those that R, pandas, MySQL and spreadsheets write, which are no value of any type but text: there NA may be Namibia.
 */
final class MissingTexts {
    private static final Set<String> USUAL = Set.of("na", "n/a", "#n/a", "null", "\\n", "nan");
    private static final String FIRST = "nN#\\";

    private final Set<String> named;
    private final boolean isUsual;

    private MissingTexts(Set<String> named, boolean isUsual) {
        this.named = named;
        this.isUsual = isUsual;
    }

    static MissingTexts of(Field field) {
        Optional<List<String>> named = field.cells().missing();
        return new MissingTexts(
                Set.copyOf(named.orElse(List.of())), named.isEmpty() && !(field.type() instanceof FieldType.Text));
    }

    boolean contains(String cell) {
        return cell.isEmpty()
                || (!named.isEmpty() && named.contains(NumberText.strip(cell)))
                || assumed(cell).isPresent();
    }

    /** The text, where it counts as missing though the schema does not name it. */
    Optional<String> assumed(String cell) {
        String text = isUsual ? NumberText.strip(cell) : "";
        if (text.isEmpty() || FIRST.indexOf(text.charAt(0)) < 0) {
            return Optional.empty();
        }
        return USUAL.contains(text.toLowerCase(Locale.ROOT)) ? Optional.of(text) : Optional.empty();
    }
}
