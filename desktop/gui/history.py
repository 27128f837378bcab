"""Undo as a list of projects: every edit leaves the project before it and the field that was edited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..project import Project


@dataclass(frozen=True, slots=True)
class Edit:
    """A project and the name of the field whose edit led to it; the first project has no field."""

    project: Project
    field: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """Where one is in the list of projects. Frozen: each step gives a new history."""

    now: Edit
    before: tuple[Edit, ...] = ()
    after: tuple[Edit, ...] = ()

    @classmethod
    def of(cls, project: Project) -> History:
        """A history that starts with this project."""
        return cls(Edit(project))

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self.now.project

    @property
    def undoes(self) -> str | None:
        """The field that an undo gives back; None where nothing can be undone."""
        return self.now.field if self.before else None

    @property
    def redoes(self) -> str | None:
        """The field that a redo sets again; None where nothing was undone."""
        return self.after[0].field if self.after else None

    def edited(
        self, project: Project, field: str, saved: Project | None = None, *, apart: bool = False
    ) -> History:
        """The history after an edit of ``field``.

        Repeated edits of one field are one step, except over the saved state, to which an undo must lead
        back. An edit that brings a field back to where it began leaves no step. With ``apart`` each edit is a
        step of its own, as in a table.
        """
        if project == self.project:
            return self
        repeats = bool(self.before) and not self.after and self.now.field == field and self.project != saved
        if apart or not repeats:
            return History(Edit(project, field), (*self.before, self.now))
        if self.before[-1].project == project:
            return History(self.before[-1], self.before[:-1])
        return replace(self, now=Edit(project, field))

    def undone(self) -> History:
        """One step back; the same history where there is none."""
        if not self.before:
            return self
        return History(self.before[-1], self.before[:-1], (self.now, *self.after))

    def redone(self) -> History:
        """One step forward; the same history where there is none."""
        if not self.after:
            return self
        return History(self.after[0], (*self.before, self.now), self.after[1:])
