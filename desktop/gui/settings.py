"""What the window remembers between two runs: language, look, size, recent files."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)
RECENT_FILES = 15
SMALLEST_POINTS, USUAL_POINTS, LARGEST_POINTS = 8.0, 10.0, 16.0


@dataclass(frozen=True, slots=True)
class Recent:
    """A file one worked on, and what the start page says of it."""

    path: str
    name: str = ""
    customer: str = ""
    total: str = ""


@dataclass
class Settings:
    """The remembered choices; ``folder`` is where they and unsaved work are kept."""

    folder: Path
    language: str = "zh"
    scheme: str = ""
    points: float = USUAL_POINTS
    recent: list[Recent] = field(default_factory=list)
    geometry: str = ""

    @classmethod
    def read(cls, folder: Path) -> Settings:
        """What was remembered; the usual where nothing was, or where it cannot be read."""
        try:
            content: Any = json.loads((folder / "settings.json").read_text("utf-8"))
            return cls._of(folder, content)
        except FileNotFoundError:
            return cls(folder)
        except (OSError, ValueError, TypeError, AttributeError) as error:
            log.warning("settings forgotten: %s", error)
            return cls(folder)

    @classmethod
    def _of(cls, folder: Path, content: dict[str, Any]) -> Settings:
        language = content.get("language")
        scheme = content.get("scheme")
        return cls(
            folder,
            language=language if language in ("zh", "en") else "zh",
            scheme=scheme if scheme in ("light", "dark") else "",
            points=min(LARGEST_POINTS, max(SMALLEST_POINTS, float(content.get("points", USUAL_POINTS)))),
            recent=[Recent(**entry) for entry in content.get("recent", [])][:RECENT_FILES],
            geometry=str(content.get("geometry", "")),
        )

    def write(self) -> None:
        """Remember. Failing to is no reason to stop working."""
        content = {key: value for key, value in asdict(self).items() if key != "folder"}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / "settings.json.part"
            part.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
            part.replace(self.folder / "settings.json")
        except OSError as error:
            log.warning("settings not kept: %s", error)

    def used(self, file: Recent) -> None:
        """Put a file first in the list."""
        self.recent = [file, *(other for other in self.recent if other.path != file.path)][:RECENT_FILES]
        self.write()

    def unused(self, path: str) -> None:
        """Take a file off the list."""
        self.recent = [other for other in self.recent if other.path != path]
        self.write()
