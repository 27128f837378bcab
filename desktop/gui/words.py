"""The screen's language: every widget says its words through here, and says them anew when it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from ..engine.figures import FrozenMap, Value
from ..engine.messages import Message
from ..tables.texts import LANGUAGES, Language, Texts

if TYPE_CHECKING:
    from ..tables.nomenclature import Quantity


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
    """The texts of the language on screen; ``changed`` when another was chosen."""

    changed = Signal()

    def __init__(self, language: Language = "zh", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quantities: Mapping[str, Quantity] = {}
        self._texts = Texts(language, self._quantities)

    @property
    def language(self) -> Language:
        """The language on screen."""
        return self._texts.language

    @property
    def texts(self) -> Texts:
        """The texts themselves."""
        return self._texts

    def choose(self, language: Language) -> None:
        """Show another language."""
        if language != self.language:
            self._texts = Texts(language, self._quantities)
            self.changed.emit()

    def other(self) -> Language:
        """The language that is not on screen."""
        return LANGUAGES[1 - LANGUAGES.index(self.language)]

    def learn(self, quantities: Mapping[str, Quantity]) -> None:
        """Take the nomenclature, which is read only after the first paint."""
        self._quantities = quantities
        self._texts = Texts(self.language, quantities)

    def __call__(self, key: str, **values: Value) -> str:
        """The text of a key, its placeholders filled; the key where there is none, so that work goes on."""
        if key not in self._texts:
            return key
        return self._texts.message(Message(key, FrozenMap(values))) if values else self._texts[key]

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
        return self._texts.get(key, default)

    def label(self, name: str) -> str:
        """What a question, figure or other named thing is called."""
        if name.partition("__")[0] in self._quantities:
            return self._texts.label(name)
        return self._texts.get(f"question.{name}", name)

    def help(self, name: str) -> str:
        """One sentence on a question or figure; may be empty."""
        if name in self._quantities:
            return self._texts.help(name)
        return self._texts.get(f"question_help.{name}", "")

    def unit(self, name: str) -> str:
        """The unit behind a figure; "" where it has none."""
        return self._texts.unit(name) if name.partition("__")[0] in self._quantities else ""

    def choice(self, name: str, value: object) -> str:
        """The word for a choice: that of the question if it has its own, else the common one."""
        for key in (f"choice.{name}.{value}", f"{name}.{value}", f"choice.{value}"):
            if key in self._texts:
                return self._texts[key]
        return str(value)

    def value(self, name: str, value: object) -> str:
        """A figure, choice, flag or date as it is read."""
        if isinstance(value, str):
            return self.choice(name, value)
        if isinstance(value, bool):
            return self("gui.yes" if value else "gui.no")
        return self._texts.value(name, value, grouping=True)

    def message(self, message: Message) -> str:
        """A sentence of the calculation. A question in it is called by its label, its values by its unit."""
        question = message.values.get("question")
        if isinstance(question, str):
            said = {
                key: value if key == "question" or isinstance(value, str) else self.value(question, value)
                for key, value in message.values.items()
            }
            message = Message(message.key, FrozenMap({**said, "question": self.label(question)}))
        try:
            return self._texts.message(message)
        except KeyError as lacking:
            return f"{message.key} {dict(message.values)} ({lacking})"
