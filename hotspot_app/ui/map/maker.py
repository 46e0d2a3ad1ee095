"""Makes the pictures of a map off the window's thread; the newest wins."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from hotspot_app.ui.kit.worker import Worker
from hotspot_app.ui.map.sharp_map import Scene, make_sharp
from hotspot_app.ui.map.view_box import ViewBox


class MapMaker(QObject):
    """Paints a scene for a view in a thread, which ends with the map.

    Signals
    -------
    made
        The sharp picture last asked for is ready.
    """

    made = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker: Worker | None = None
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether a picture is being made."""
        return self._busy

    def ask(self, scene: Scene, view: ViewBox, screen: float) -> None:
        """Make this picture in place of any other."""
        if self._worker is None:
            self._worker = self._begin()
        self._busy = True
        self._worker.ask(
            lambda progress: make_sharp(scene, view, screen, progress),
            self.made.emit,
            self._fail,
        )

    def stop(self) -> None:
        """End the thread; it begins anew when a picture is asked for."""
        if self._worker is not None:
            self._worker.end()
            self._worker, self._busy = None, False

    def _begin(self) -> Worker:
        worker = Worker()
        worker.idle.connect(self._rest)
        self.destroyed.connect(lambda: worker.end())
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)
        return worker

    def _rest(self) -> None:
        self._busy = False

    def _fail(self, error: BaseException) -> None:
        raise error
