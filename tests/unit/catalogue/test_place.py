"""Places where a library should not stand."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from compendium.catalogue.place import is_network, mount_type, place_warnings, synced_by

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/homes /people nfs4 rw 0 0
/dev/sdb1 /people/ann/my\\040disk ext4 rw 0 0
//server/share /mnt/h cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\ann\OneDrive - Ministry\reports"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\ann\iCloudDrive\reports"), "iCloud"),
        (PurePosixPath("/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.org/My Drive"), "Google Drive"),
        (PurePosixPath("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/x"), "iCloud"),
        (PurePosixPath("/people/ann/Dropbox/x"), "Dropbox"),
        (PurePosixPath("/people/ann/renamed/x"), "OneDrive"),
        (PurePosixPath("/people/ann/reports"), None),
    ],
)
def test_synced_folders_are_known(path: PurePosixPath | PureWindowsPath, service: str | None) -> None:
    assert synced_by(path, {"OneDriveCommercial": "/people/ann/renamed"}) == service


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/x", "ext4"),
        ("/people/ann/x", "nfs4"),
        ("/people/ann/my disk/x", "ext4"),
        ("/mnt/h/x", "cifs"),
        ("/mnt/hx", "ext4"),
    ],
)
def test_the_deepest_mount_counts(path: str, kind: str) -> None:
    assert mount_type(PurePosixPath(path), MOUNTS) == kind


def test_a_good_place_has_no_warnings_and_a_bad_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_network(tmp_path)
    assert place_warnings(tmp_path, {}) == ()
    monkeypatch.setattr("compendium.catalogue.place.is_network", lambda _: True)
    synced, network = place_warnings(tmp_path / "Dropbox", {})
    assert "Dropbox copies elsewhere" in synced and "network drive" in network
