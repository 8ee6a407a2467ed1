package dev.streamflow.etl.silver;

import dev.streamflow.events.model.Columns;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates the conditions of rules from an event's fields to its flattened columns. */
final class RuleConditions {
    private RuleConditions() {}

    /** The condition with the dotted names of nested fields, outside quotes, replaced by their columns' names. */
    static String overColumns(String condition, List<Columns.Column> columns) {
        String flat = condition;
        for (Columns.Column column : columns) {
            if (column.path().size() > 1) {
                flat = replace(flat, column.dotted(), column.name());
            }
        }
        return flat;
    }

    private static String replace(String condition, String dotted, String name) {
        Pattern pattern =
                Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*'|(?<![\\w.])" + Pattern.quote(dotted) + "(?![\\w.])");
        Matcher matcher = pattern.matcher(condition);
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(found.group().equals(dotted) ? name : found.group()));
    }
}
