package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.OperationFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lakes that were copied, restored or tidied by hand: nothing is published over them, and nothing of them is deleted.
 */
class DamagedLakeTest {
    @TempDir
    Path folder;

    private LocalLake lake;

    @BeforeEach
    void publish() throws IOException {
        lake = new LocalLake(folder.resolve("lake")).publish("first").publish("second");
        // What killed runs have left must not be what a repair begins with.
        lake.write("_staging/" + LocalLake.RUN + "/gold/part", "staged")
                .write("_versions/000003.draft/gold/part", "draft");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            rm -r _versions/000002 | _current points at _versions/000002, which is not there | ln -sfn _versions/000001
            rm -r _versions/00000[12] | _current points at _versions/000002, which is not there | No version is left
            rm -r _versions | _current points at _versions/000002, which is not there | No version is left
            rm -r _versions/000002/* | _current points at _versions/000002, which is empty | ln -sfn _versions/000001
            rm _current | _current is missing, but there are versions | ln -sfn _versions/000002
            rm _current; rm -r _versions/000002 | _current is missing, but there are versions | ln -sfn _versions/000001
            rm _current; ln -s _versions/000002 _next | _current is missing, but there are versions | _versions/000002
            rm _current; mkdir _versions/000009 | _current is missing, but there are versions | _versions/000002
            ln -sfn _versions/000003.draft _current | which is no version in _versions | ln -sfn _versions/000002
            ln -sfn ../elsewhere _current; mkdir -p ../elsewhere/gold | which is no version in _versions | _versions/000002
            cp -r _versions/000002 ..; ln -sfn ../000002 _current | which is no version in _versions | _versions/000002
            mv _versions/000002 _versions/before; ln -sfn _versions/before _current | no version | _versions/000001
            ln -sfn _current _current | which cannot be read | ln -sfn _versions/000002
            rm -r _versions/000002; touch _versions/000002 | which is not a folder | ln -sfn _versions/000001
            rm _current; cp -r _versions/000002 _current | _current is not a symbolic link | cp -a
            ! cp -rL . ../copy; rm -r *; cp -r ../copy/* . | _current is not a symbolic link | cp -a
            rm _current; echo _versions/000002 > _current | _current is not a symbolic link | _versions/000002
            rm gold | its link gold is missing | ln -s _current/gold
            rm ledger; cp -r _current/ledger ledger | ledger is not a symbolic link to _current/ledger | cp -a
            ln -sfn _versions/000001/gold gold | gold is a link to _versions/000001/gold | ln -sfn _current/gold
            rm -r _versions _current gold; mkdir -p gold/mine | gold is not a symbolic link | Or move it away
            mv _versions ..; ln -s nowhere _versions | _versions is not a folder | the disk
            touch _next | _next is not a link to a version | Move it away
            ln -s /etc _next | _next is not a link to a version | Move it away
            """)
    void isRefusedByNameAndStaysAsItIs(String damage, String message, String remedy) throws Exception {
        damage(damage);
        Map<String, String> before = lake.everything();
        List<Move> moves =
                List.of(new Move("_staging/" + LocalLake.RUN + "/gold", "gold/table-0/event_date=2026-01-02"));

        assertRefused(() -> lake.versions().recover(), message, remedy);
        assertRefused(() -> lake.versions().publish(lake.staging(), moves), message, remedy);
        assertRefused(
                () -> new Lake(lake.folder().toString(), new Configuration(false)).requireIntact(), message, remedy);

        assertThat(lake.everything()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            rm -r _versions/000001
            rm -r _versions/000002; ln -sfn _versions/000001 _current
            ln -sfn "$PWD/_versions/000002" _current
            ln -sfn 000002 _versions/latest; ln -sfn _versions/latest _current
            mv _versions ../bigger; ln -s ../bigger _versions
            rm -r * ; true
            """)
    void whatIsWholeIsPublishedTo(String change) throws Exception {
        damage(change);

        lake.versions().recover();
        lake.publish("third");

        assertThat(lake.state()).isEqualTo("third");
    }

    @Test
    void isMendedByItsRemedy() throws Exception {
        damage("rm -r _versions/000002");
        String remedy = refusal().remedy().orElseThrow();

        damage(remedy.substring(remedy.indexOf('`') + 1, remedy.lastIndexOf('`')));

        assertThat(lake.state()).isEqualTo("first");
        lake.versions().recover();
        assertThat(lake.publish("third").state()).isEqualTo("third");
    }

    @Test
    void versionsThatSomebodyPointedBackFromAreKept() throws Exception {
        lake.versions().recover();
        lake.publish("third");
        damage("ln -sfn _versions/000002 _current");

        lake.versions().recover();

        assertThat(lake.versionNames()).containsExactly("000002", "000003");
        lake.publish("fourth");
        assertThat(lake.versionNames()).containsExactly("000002", "000003", "000004");
        assertThat(lake.publish("fifth").versionNames()).containsExactly("000004", "000005");
    }

    @Test
    void whatPeoplePutThereIsNeverDeleted() throws Exception {
        damage("mkdir _versions/backup _versions/20260101 _staging/dbt; echo mine > _versions/backup/mine;"
                + " cp -r _versions/000001 _versions/000000; echo note > _versions/000000.txt; echo note > _staging/note;"
                + " mkdir -p 'notes.draft'");

        lake.versions().recover();
        lake.publish("third").publish("fourth").publish("fifth");

        assertThat(lake.versionNames())
                .containsExactly("000000", "000000.txt", "000004", "000005", "20260101", "backup");
        assertThat(lake.path("_staging").toFile().list()).containsExactlyInAnyOrder("dbt", "note");
        assertThat(lake.path("_versions/backup/mine")).hasContent("mine");
    }

    private OperationFailedException refusal() {
        try {
            lake.versions().recover();
        } catch (OperationFailedException e) {
            return e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("nothing is wrong with it");
    }

    private void assertRefused(Action action, String message, String remedy) {
        assertThatThrownBy(action::run)
                .isInstanceOf(OperationFailedException.class)
                .hasMessageStartingWith("Cannot use the lake " + lake.folder() + ": ")
                .hasMessageContaining(message)
                .satisfies(
                        e -> assertThat(((OperationFailedException) e).remedy().orElseThrow())
                                .contains(remedy)
                                .endsWith("Nothing was changed."));
    }

    private interface Action {
        void run() throws IOException;
    }

    private void damage(String script) throws Exception {
        Process shell = new ProcessBuilder("bash", "-ec", script)
                .directory(lake.folder().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
    }
}
