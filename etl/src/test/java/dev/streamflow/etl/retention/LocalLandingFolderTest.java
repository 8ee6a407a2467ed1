package dev.streamflow.etl.retention;

class LocalLandingFolderTest extends LandingFolderContract {
    @Override
    LandingFolder folder() {
        return new LocalLandingFolder(root);
    }
}
