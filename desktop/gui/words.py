"""The screen's language: every widget says its words through here, and says them anew when it changes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from ..tables.places import resources_dir

if TYPE_CHECKING:
    from ..engine.figures import Value
    from ..engine.messages import Message
    from ..tables.nomenclature import Quantity
    from ..tables.texts import Language, Texts


def _own_texts() -> dict[str, tuple[str, str]]:
    """The window's own texts, read plainly: the tables' reader is imported after the first paint."""
    with (resources_dir() / "texts" / "gui.csv").open(encoding="utf-8-sig", newline="") as file:
        return {key: (zh, en) for key, zh, en in csv.reader(file)}


def _message(key: str, values: Mapping[str, Value]) -> Message:
    from ..engine.figures import FrozenMap
    from ..engine.messages import Message

    return Message(key, FrozenMap(values))


class Spoken(QObject):
    """Runs a function again on a signal; a child of the widget it serves, so that both end together."""

    def __init__(self, owner: QObject, say: Callable[[], object]) -> None:
        super().__init__(owner)
        self._say = say

    @Slot()
    def again(self) -> None:
        """Run the function."""
        self._say()


class Words(QObject):
    """The texts of the language on screen; ``changed`` when another was chosen.

    Until ``learn`` gives it the nomenclature, after the first paint, it knows the window's own texts alone.
    """

    changed = Signal()

    def __init__(self, language: Language = "zh", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self._quantities: Mapping[str, Quantity] = {}
        self._texts: Texts | None = None
        self._first = _own_texts()

    @property
    def language(self) -> Language:
        """The language on screen."""
        return self._language

    @property
    def texts(self) -> Texts:
        """The texts themselves; all are read now if they were not."""
        if self._texts is None:
            from ..tables.texts import Texts

            self._texts = Texts(self._language, self._quantities)
        return self._texts

    def choose(self, language: Language) -> None:
        """Show another language."""
        if language != self._language:
            self._language, self._texts = language, None
            self.changed.emit()

    def other(self) -> Language:
        """The language that is not on screen."""
        return "en" if self._language == "zh" else "zh"

    def learn(self, quantities: Mapping[str, Quantity]) -> None:
        """Take the nomenclature, which is read only after the first paint."""
        self._quantities = quantities
        self._texts = None
        self._first = {}

    def __call__(self, key: str, **values: Value) -> str:
        """The text of a key, its placeholders filled; the key where there is none, so that work goes on."""
        if key in self._first and not values:
            return self._first[key][self._language == "en"]
        if self._first or key not in self.texts:
            return key
        return self.texts.message(_message(key, values)) if values else self.texts[key]

    def keep(self, owner: QObject, say: Callable[[], object]) -> None:
        """Run ``say`` now and whenever the language changes, as long as ``owner`` lives."""
        self.changed.connect(Spoken(owner, say).again)
        say()

    def set(self, setter: Callable[[str], Any], key: str, **values: Value) -> None:
        """Give a widget's setter (``label.setText``) the text of a key, now and in every language."""
        owner = getattr(setter, "__self__", None)
        assert isinstance(owner, QObject)
        self.keep(owner, lambda: setter(self(key, **values)))

    def known(self, key: str, default: str = "") -> str:
        """The text of a key that need not exist."""
        if key in self._first:
            return self(key)
        return default if self._first else self.texts.get(key, default)

    def label(self, name: str) -> str:
        """What a question, figure or other named thing is called."""
        if name.partition("__")[0] in self._quantities:
            return self.texts.label(name)
        return self.texts.get(f"question.{name}", name)

    def help(self, name: str) -> str:
        """One sentence on a question or figure; may be empty."""
        if name in self._quantities:
            return self.texts.help(name)
        return self.texts.get(f"question_help.{name}", "")

    def unit(self, name: str) -> str:
        """The unit behind a figure; "" where it has none."""
        return self.texts.unit(name) if name.partition("__")[0] in self._quantities else ""

    def choice(self, name: str, value: object) -> str:
        """The word for a choice: that of the question if it has its own, else the common one."""
        for key in (f"choice.{name}.{value}", f"{name}.{value}", f"choice.{value}"):
            if key in self.texts:
                return self.texts[key]
        return str(value)

    def value(self, name: str, value: object) -> str:
        """A figure, choice, flag or date as it is read."""
        if isinstance(value, str):
            return self.choice(name, value)
        if isinstance(value, bool):
            return self("gui.yes" if value else "gui.no")
        return self.texts.value(name, value, grouping=True)

    def message(self, message: Message) -> str:
        """A sentence of the calculation; a question in it by its label, its values with their unit."""
        try:
            return self.texts.message(self.texts.asked(message))
        except KeyError as lacking:
            return f"{message.key} {dict(message.values)} ({lacking})"
