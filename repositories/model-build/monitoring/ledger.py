"""What was counted already: `state/ledger.json`. Publish writes it last, so that a run which failed is taken again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from settings import Settings
from store import Store
from window import Window, end_of, name_of

# Files that SageMaker writes later than this after their hour are not counted any more.
LATE = timedelta(hours=24)

# After so long without a run, what lies between is left out: it would be no window any more.
LONGEST_GAP = timedelta(days=7)


@dataclass
class Ledger:
    """files: keys of counted files of captured data, each with the name of the window that counted it.
    labels: the same for files of labels.
    counted_until: end of the last window; none before the first run.
    has_captured: whether any window had rows.
    """

    files: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    counted_until: datetime | None = None
    has_captured: bool = False

    def search_from(self, window: Window) -> datetime:
        """From when on files are looked for. The first run looks at its window alone: older data are of a time in
        which nobody asked for monitors."""
        if self.counted_until is None:
            return window.start
        return max(min(window.start, self.counted_until) - LATE, window.end - LONGEST_GAP)

    def after(self, window: Window, files: list[str], labels: list[str], keep_labels: set[str]) -> Ledger:
        """The ledger once a window is counted; it forgets files that nobody will look for again.

        keep_labels: files of labels that are still there.
        """
        oldest = name_of(window.end - LONGEST_GAP - LATE)
        counted = {**self.files, **dict.fromkeys(files, window.name)}
        read = {**self.labels, **dict.fromkeys(labels, window.name)}
        until = window.end if self.counted_until is None else max(window.end, self.counted_until)
        return Ledger(
            files={key: name for key, name in counted.items() if name >= oldest},
            labels={key: name for key, name in read.items() if key in keep_labels},
            counted_until=until,
            has_captured=self.has_captured or bool(files),
        )

    def to_json(self) -> str:
        return json.dumps(
            {
                "files": self.files,
                "labels": self.labels,
                "countedUntil": None if self.counted_until is None else name_of(self.counted_until),
                "hasCaptured": self.has_captured,
            },
            indent=1,
        )


def read_ledger(store: Store, settings: Settings) -> Ledger:
    """The ledger, empty before the first run."""
    content = store.read(settings.artifactBucketName, settings.key("state", "ledger.json"))
    if content is None:
        return Ledger()
    document = json.loads(content)
    until = document["countedUntil"]
    return Ledger(
        files=document["files"],
        labels=document["labels"],
        counted_until=None if until is None else end_of(until),
        has_captured=document["hasCaptured"],
    )
