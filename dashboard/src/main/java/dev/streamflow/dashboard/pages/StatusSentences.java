package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.DateStatus;
import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.lake.LedgerEntry;
import dev.streamflow.dashboard.view.Overview.Sentence;
import dev.streamflow.dashboard.view.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How things are, in a few sentences: what somebody wants to know before any figure. */
final class StatusSentences {
    private final Question question;
    private final LakeState lake;

    StatusSentences(Question question) {
        this.question = question;
        this.lake = question.lake();
    }

    List<Sentence> all() {
        List<Sentence> sentences = new ArrayList<>();
        sentences.add(newest());
        add(sentences, DateStatus.MISSING, Tone.MISSING, "Missing: ");
        add(sentences, DateStatus.STALE, Tone.STALE, "Out of date, as more has landed: ");
        add(sentences, DateStatus.WARNING, Tone.WARN, "With a warning: ");
        add(sentences, DateStatus.OPEN, Tone.OPEN, "Not over yet: ");
        sentences.add(balance());
        return sentences;
    }

    private Sentence newest() {
        String newest = lake.newestComplete()
                .map(date -> "Figures are complete up to " + date + ".")
                .orElse("No date is complete yet.");
        Tone tone = lake.newestComplete().isPresent() ? Tone.GOOD : Tone.WARN;
        return new Sentence(
                tone, newest, lake.newestComplete().map(question::dateHref).orElse(""));
    }

    private void add(List<Sentence> sentences, DateStatus status, Tone tone, String words) {
        List<LocalDate> dates = DateWords.of(lake, status);
        if (!dates.isEmpty()) {
            String href = dates.size() == 1
                    ? question.dateHref(dates.get(0))
                    : question.to("dates")
                            .with("status", status.name().toLowerCase(Locale.ROOT))
                            .href();
            sentences.add(new Sentence(tone, words + DateWords.named(dates) + ".", href));
        }
    }

    private Sentence balance() {
        long entries = lake.dates().values().stream()
                .filter(DateState::isPublished)
                .mapToLong(state -> state.entries().size())
                .sum();
        List<LedgerEntry> unbalanced =
                lake.ledger().stream().filter(entry -> !entry.isBalanced()).toList();
        String href = question.to("ledger").href();
        return unbalanced.isEmpty()
                ? new Sentence(Tone.GOOD, "All " + entries + " entries of the ledger balance.", href)
                : new Sentence(
                        Tone.MISSING,
                        unbalanced.size() + " of " + entries + " entries of the ledger do not balance.",
                        question.to("ledger").with("only", "unbalanced").href());
    }
}
