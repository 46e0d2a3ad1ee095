"""The open project, its undo history, and its answer, worked out off Qt's thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from hotspot_app.errors import HotspotError
from hotspot_app.progress import Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.history import History
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.name_library import known_of
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.stages import Stages
from hotspot_app.ui.answer.ready import ready
from hotspot_app.ui.kit.worker import Worker

"""Answers a question of a project."""

Found = TypeVar("Found")


class Desk(QObject):
    """Holds the project; each change of its question is answered at once.

    `answered` is emitted only for answers to the project as it is now.
    """

    changed = Signal(object)
    """The project changed: its new value."""
    answered = Signal(object, float)
    """The question is answered: the answer, and the seconds it took."""
    refused = Signal(object)
    """The question can't be answered: a HotspotError with the reason."""
    broke = Signal(object)
    """The work failed with any other exception, a fault of the app."""
    working = Signal(float, str)
    """Progress of the work: the share done, and the current step in words."""
    rested = Signal()
    """All work is done."""
    companioned = Signal(str, object)
    """Another method was asked the question: its id, and its answer or HotspotError."""
    stopped = Signal()
    """The analyst stopped the work."""
    earlier_answered = Signal(object)
    """The comparison period's answer, for the officer's page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stages = Stages()
        self._steps: History[Project] | None = None
        self._answer: Answer | None = None
        self._warmed: Files | None = None
        self._warming = False
        self.along = ""
        """Id of a method asked too where two periods are compared, "" for none."""
        self._beside: dict[str, Asked] = {}
        self._other: _Other | None = None
        self._on_other = False
        self._worker = Worker(self)
        self._worker.progressed.connect(self.working)
        self._worker.idle.connect(self.rested)

    @property
    def project(self) -> Project | None:
        """The project as it is now; None before one is opened."""
        return None if self._steps is None else self._steps.now

    @property
    def answer(self) -> Answer | None:
        """The answer to the project as it is now; None until there is one."""
        return self._answer

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._steps is not None and bool(self._steps.past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return self._steps is not None and bool(self._steps.future)

    @property
    def is_busy(self) -> bool:
        """Whether an answer that was asked for is being worked out."""
        return self._worker.is_busy and not self._warming

    def open(self, project: Project) -> None:
        """Open a project, with an empty undo history."""
        self._steps = History(project)
        self._ask()

    def ask(self, **choices: Any) -> None:
        """Change the question: fields of `Asked`."""
        if self._steps is not None:
            asked: Asked = replace(self._steps.now.asked, **choices)
            self.step(replace(self._steps.now, asked=asked))

    def step(self, project: Project) -> None:
        """Replace the project by another value, as a step that can be undone."""
        assert self._steps is not None
        self._move(self._steps.then(project))

    def keep(self, change: Callable[[Project], Project]) -> None:
        """Change the project in what undoing comes to, too: it can't be taken back."""
        if self._steps is not None:
            self._move(self._steps.throughout(change))

    def undo(self) -> None:
        """Undo the last step."""
        if self._steps is not None:
            self._move(self._steps.undone())

    def redo(self) -> None:
        """Redo the step undone last."""
        if self._steps is not None:
            self._move(self._steps.redone())

    def work_beside(
        self,
        work: Callable[[Project, Stages, Progress], Found],
        done: Callable[[Found], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Do other work that asks questions of the project, once its own is answered.

        It takes the place of other work asked before, and is forgotten with the answer.

        Parameters
        ----------
        work
            Takes the project and what its steps have kept.
        done, failed
            As `Worker.ask` takes them.
        """
        if self._answer is not None:
            self._other = _Other(work, done, failed)
            if not self.is_busy or self._on_other:
                self._go_on()

    @property
    def is_on_other(self) -> bool:
        """Whether other work is under way, and not the question."""
        return self.is_busy and self._on_other

    def stop_beside(self) -> None:
        """Stop other work; the answer and its companions stay."""
        self._other = None
        if self._on_other:
            self._worker.cancel()

    def cancel(self) -> None:
        """Stop the work under way."""
        self._forget_others()
        self._worker.cancel()
        if self._steps is not None:
            self.stopped.emit()

    def read_again(self) -> None:
        """Read the files again, after they were changed on disk."""
        self._stages, self._warmed = Stages(), None
        self.ask_again()

    def ask_again(self) -> None:
        """Ask the same question again, after it was stopped."""
        if self._steps is not None:
            self._ask()

    def companion(self, method: str) -> None:
        """Ask another method the same question, for its chart or map."""
        if self._answer is None or self._steps is None:
            return
        asked = replace(self._steps.now.asked, method=method, params={})
        self._ask_beside(method, asked)

    def earlier(self) -> None:
        """Ask the same question of the comparison period."""
        if self._answer is None or self._steps is None:
            return
        span = self._answer.question.comparison
        if span is not None:
            first, last = str(span.first), str(span.last)
            plain = replace(
                self._steps.now.asked, when="", against="", first=first, last=last
            )
            asked = replace(plain, compare_first="", compare_last="")
            self._ask_beside("", asked)

    def _warm_now(self) -> None:
        """Fill caches for likely next questions, once for the files, only when idle."""
        project = self.project
        if project is None or self._warmed == project.files or self._worker.is_busy:
            return
        self._warming, stages = True, self._stages

        def work(progress: Progress) -> None:
            unseen = Progress(cancelled=progress.cancelled)
            stages.warm(project.files, project.asked, unseen, known=known_of(project))

        def done(_: None) -> None:
            self._warmed, self._warming = project.files, False

        self._worker.ask(work, done, self._hear_failure)

    def _ask_beside(self, method: str, asked: Asked) -> None:
        """Queue another question beside the project's; the newest is answered first."""
        self._beside.pop(method, None)
        self._beside[method] = asked
        self._go_on()

    def _go_on(self) -> None:
        """Answer the newest of the queued questions, or do other work after them."""
        if self._steps is None:
            return
        self._on_other = not self._beside and self._other is not None
        if not self._beside:
            self._do_other()
            return
        method, asked = list(self._beside.items())[-1]
        self._warming = False
        now, stages = self._steps.now, self._stages
        self._worker.ask(
            lambda progress: _beside(stages, now, asked, progress),
            lambda found: self._hear_beside(method, found),
            self._hear_failure,
        )

    def _do_other(self) -> None:
        if self._other is None or self._steps is None:
            return
        self._warming = False
        other, now, stages = self._other, self._steps.now, self._stages

        def done(found: Any) -> None:
            self._end_other()
            other.done(found)
            self._warm_now()

        def failed(error: BaseException) -> None:
            self._end_other()
            other.failed(error)

        self._worker.ask(
            lambda progress: other.work(now, stages, progress), done, failed
        )

    def _end_other(self) -> None:
        self._other, self._on_other = None, False

    def _forget_others(self) -> None:
        self._beside.clear()
        self._end_other()

    def close(self) -> None:
        """Close the project, and cancel its work."""
        self._worker.cancel()
        self._steps, self._answer = None, None
        self._stages, self._warmed = Stages(), None
        self._forget_others()

    def end(self) -> None:
        """Stop the worker, when the app ends."""
        self._worker.end()

    def _move(self, steps: History[Project]) -> None:
        before = self._steps
        if steps is before:
            return
        self._steps = steps
        if before is None or _same_question(before.now, steps.now):
            self.changed.emit(steps.now)
        else:
            self._ask()

    def _ask(self) -> None:
        assert self._steps is not None
        now, stages, along = self._steps.now, self._stages, self.along
        self._answer, self._warming = None, False
        self._forget_others()
        self.changed.emit(now)
        began = time.monotonic()

        def work(progress: Progress) -> _Timed:
            found = _answered(stages, now, now.asked, progress)
            ready(found)  # the window shows it at once
            seconds = time.monotonic() - began
            if not along or found.comparison is None or along == found.method.id:
                return _Timed(found, seconds)
            asked = replace(now.asked, method=along, params={})
            other = _beside(stages, now, asked, progress)
            if isinstance(other, Answer):
                ready(other)
            return _Timed(found, seconds, along, other)

        self._worker.ask(work, self._hear_answer, self._hear_failure)

    def _hear_answer(self, found: _Timed) -> None:
        self._answer = found.answer
        self.answered.emit(found.answer, found.seconds)
        if found.other is not None:
            self.companioned.emit(found.along, found.other)
        if not self.is_busy:
            self._go_on()
        self._warm_now()

    def _hear_beside(self, method: str, found: Answer | HotspotError) -> None:
        self._beside.pop(method, None)
        if method:
            self.companioned.emit(method, found)
        elif isinstance(found, Answer):
            self.earlier_answered.emit(found)
        if not self.is_busy:
            self._go_on()
        self._warm_now()

    def _hear_failure(self, error: BaseException) -> None:
        self._forget_others()
        if isinstance(error, HotspotError):
            self.refused.emit(error)
        else:
            self.broke.emit(error)


@dataclass(frozen=True, slots=True, eq=False)
class _Timed:
    answer: Answer
    seconds: float
    along: str = ""
    other: Answer | HotspotError | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Other:
    work: Callable[[Project, Stages, Progress], Any]
    done: Callable[[Any], object]
    failed: Callable[[BaseException], object]


def _answered(
    stages: Stages, project: Project, asked: Asked, progress: Progress
) -> Answer:
    return stages.answer(
        project.files,
        asked,
        progress,
        names=project.names,
        groups=project.groups,
        known=known_of(project),
    )


def _beside(
    stages: Stages, project: Project, asked: Asked, progress: Progress
) -> Answer | HotspotError:
    """Return a project's answer to another question, or the error that prevents it."""
    try:
        return _answered(stages, project, asked, progress)
    except HotspotError as why:
        return why


def _same_question(one: Project, other: Project) -> bool:
    return _asked_of(one) == _asked_of(other)


def _asked_of(project: Project) -> tuple[object, ...]:
    """Return the parts of a project on which its answer depends."""
    groups = project.groups.get(project.asked.level)
    return project.files, project.asked, project.names, project.places, groups
