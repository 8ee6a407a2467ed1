package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a publication is left after a power cut, or after its process was killed. */
class DurabilityTest {
    @TempDir
    Path folder;

    @Test
    void allOfAVersionIsOnTheDiskBeforeItIsCurrentAndTheSwitchBeforeAnythingIsDeleted() throws Exception {
        for (String run : new String[] {"first", "second", "third", "of a spare one", "of another"}) {
            WatchedFiles disk = new WatchedFiles(folder);

            new LocalLake(folder, disk).publish(run);

            assertThat(disk.hasSwitched()).isTrue();
            assertThat(disk.losses).as(run).isEmpty();
        }
    }

    @Test
    void filesThatAreLinkedAreNotForcedAgainAndCopiesAre() throws Exception {
        new LocalLake(folder).publish("first");
        WatchedFiles disk = new WatchedFiles(folder) {
            @Override
            void link(Path link, Path file) throws IOException {
                throw new FileSystemException(file.toString(), link.toString(), "too many links");
            }
        };

        new LocalLake(folder, disk).publish("second", 0);

        assertThat(disk.losses).isEmpty();
        assertThat(new LocalLake(folder).state()).isEqualTo("first");
    }

    @Test
    void whereverAPublicationIsKilledAReaderSeesTheOldStateOrTheNewOne() throws Exception {
        int old = 0;
        boolean killed = true;
        for (int changes = 0; killed; changes++) {
            LocalLake lake = new LocalLake(folder.resolve("lake-" + changes)).publish("first");
            // Of the first two there is a spare version, which the next is made of, for half of the lakes.
            if (changes % 2 == 0) {
                lake.publish("second");
            }
            lake.publish("old");
            killed = !publish(lake.on(new WatchedFiles(lake.folder(), changes)));

            assertThat(lake.state()).as("killed after %d changes", changes).isIn("old", "new");
            old += lake.state().equals("old") ? 1 : 0;
            repair(lake, changes % 7);
        }
        assertThat(old).isGreaterThan(10);
    }

    @Test
    void theFirstPublicationMayBeKilledAnywhereAsWell() throws Exception {
        boolean killed = true;
        for (int changes = 0; killed; changes++) {
            LocalLake lake = new LocalLake(folder.resolve("lake-" + changes));
            killed = !publish(lake.on(new WatchedFiles(lake.folder(), changes)));

            repair(lake, changes % 5);
        }
    }

    /** The repair is killed, too, and made by another run. */
    private static void repair(LocalLake lake, int changes) throws IOException {
        try {
            lake.on(new WatchedFiles(lake.folder(), changes)).versions().recover();
        } catch (IOException e) {
            assertThat(e).hasMessage("killed");
        }
        lake.versions().recover();
        assertThat(lake.path("_staging")).doesNotExist();
        assertThat(lake.path("_next")).doesNotExist();
        lake.publish("after");
        assertThat(lake.state()).isEqualTo("after");
        assertThat(lake.versionNames()).hasSizeLessThanOrEqualTo(2).allMatch(name -> name.matches("[0-9]{6}"));
    }

    private static boolean publish(LocalLake lake) throws IOException {
        try {
            lake.publish("new");
        } catch (IOException e) {
            assertThat(e).hasMessage("killed");
            return false;
        }
        return !lake.path("_staging").toFile().exists();
    }
}
