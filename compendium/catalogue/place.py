"""Where a library should not stand: network drives and folders that are sent elsewhere while they are being written."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Final

_SYNCED: Final = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
}
"""How the folders of these services begin, in lower case: `OneDrive - Ministry`, `GoogleDrive-name@example.org`."""

_NETWORK_TYPES: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "fuse.rclone", "davfs"})
_DRIVE_REMOTE: Final = 4


def place_warnings(home: Path, environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """What a person should hear about that place before a library grows there; empty when it is a good place."""
    warnings: list[str] = []
    if service := synced_by(home, environ):
        warnings.append(
            f"The library {home} is in a folder that {service} copies elsewhere. That can damage it while in use, "
            "and sends drafts to other computers. Choose a folder that stays on this computer, with --home."
        )
    if is_network(home):
        warnings.append(
            f"The library {home} is on a network drive, where two programs at once can damage it. "
            "Choose a folder on this computer, with --home, and copy backups to the network."
        )
    return tuple(warnings)


def synced_by(home: PurePath, environ: Mapping[str, str]) -> str | None:
    """The name of the service that copies this folder elsewhere, by folder names and OneDrive's variables; or None."""
    for part in home.parts:
        if found := next((name for start, name in _SYNCED.items() if part.lower().startswith(start)), None):
            return found
    roots = (environ.get(name) for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"))
    return "OneDrive" if any(root and home.is_relative_to(root) for root in roots) else None


def is_network(home: Path) -> bool:
    """Whether the folder is on a drive of another computer, as far as this system tells."""
    if sys.platform == "win32":
        import ctypes

        drive = home.absolute().drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:  # not Linux: this system does not tell
        return False
    return mount_type(home.absolute(), mounts) in _NETWORK_TYPES


def mount_type(home: PurePath, mounts: str) -> str | None:
    """The type of the file system that holds the folder, from the text of /proc/mounts: the deepest, latest mount's."""
    best, kind = -1, None
    for fields in map(str.split, mounts.splitlines()):
        if len(fields) >= 3:
            point = PurePath(fields[1].replace("\\040", " "))
            if home.is_relative_to(point) and len(point.parts) >= best:
                best, kind = len(point.parts), fields[2]
    return kind
