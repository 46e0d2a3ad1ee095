"""What a brief is to be: product, who reads it, marking, sections and formats."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.brief.release.audience import AUDIENCES
from hotspot_app.project.ask.briefing import Briefing
from hotspot_app.ui.brief.sections_list import SectionsList
from hotspot_app.ui.kit.elided import ElidedBox
from hotspot_app.ui.kit.flow import FlowLayout
from hotspot_app.ui.kit.labels import Label, as_it_stands, flat_button, text_label

PRODUCTS: Final = {
    "tasking": ("Tasking sheet", "One page for a tasking meeting."),
    "pag": (
        "Partnership Action Group brief",
        "A few pages, from scanning to response.",
    ),
    "profiles": ("Ward profiles", "A page for each ward or group."),
    "assessment": (
        "Strategic assessment",
        "Every method, and a table for dashboards.",
    ),
}
"""Product to what it is called, and what it is."""

FORMATS: Final = {
    "pdf": "PDF",
    "pptx": "PowerPoint",
    "xlsx": "Excel",
    "gpkg": "GeoPackage",
    "png": "PNG",
    "svg": "SVG",
}
_USUAL: Final = ("pdf",)

_LONGEST: Final = 200
"""Letters of an author or a reference."""

_UNREAD: Final = "Choose who reads it"
_UNMARKED: Final = "None chosen yet"


class ChoicesPanel(QWidget):
    """The left column of the page of briefs."""

    left = Signal()
    """The analyst wants back to the map."""
    product_chosen = Signal(str)
    audience_chosen = Signal(str)
    about_written = Signal(str, str)
    """Author and reference."""
    marking_wanted = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = flat_button("Back to the map")
        self.product, self.audience = ElidedBox(), ElidedBox()
        self.about_product = text_label("", "secondary")
        self.about_audience = text_label("", "secondary")
        self.marking = Label(wraps=True)
        self.handling = text_label("", "secondary")
        self.mark = QPushButton()
        self.author, self.reference = QLineEdit(), QLineEdit()
        self.sections = SectionsList()
        self.formats = {
            name: QCheckBox(as_it_stands(words)) for name, words in FORMATS.items()
        }
        self.export = QPushButton("Export…")
        self.export.setProperty("role", "primary")
        self._fill()
        self._arrange()
        self.back.clicked.connect(self.left)
        self.product.activated.connect(
            lambda at: self.product_chosen.emit(self.product.itemData(at))
        )
        self.audience.activated.connect(
            lambda at: self.audience_chosen.emit(self.audience.itemData(at))
        )
        self.mark.clicked.connect(self.marking_wanted)
        for line in (self.author, self.reference):
            line.editingFinished.connect(
                lambda: self.about_written.emit(
                    self.author.text(), self.reference.text()
                )
            )
        self.export.clicked.connect(self.export_wanted)
        for box in self.formats.values():
            box.toggled.connect(lambda _: self._enable())
        self._ready = False
        self._enable()

    def _fill(self) -> None:
        for name, (called, _) in PRODUCTS.items():
            self.product.addItem(called, name)
        self.audience.addItem(_UNREAD, "")
        for reader, whom in AUDIENCES.items():
            self.audience.addItem(whom.title, reader)
        for box, name in ((self.product, "Product"), (self.audience, "Who reads it")):
            box.setAccessibleName(name)
        for line, name in ((self.author, "Author"), (self.reference, "Reference")):
            line.setPlaceholderText(name)
            line.setToolTip(f"{name}, if the first page is to name it")
            line.setAccessibleName(name)
            line.setMaxLength(_LONGEST)
        for name in _USUAL:
            self.formats[name].setChecked(True)

    def _arrange(self) -> None:
        marked = QWidget()
        line = QHBoxLayout(marked)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.marking, 1)
        line.addWidget(self.mark)
        about = QWidget()
        pair = QHBoxLayout(about)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.addWidget(self.author, 1)
        pair.addWidget(self.reference, 1)
        kinds = QWidget()
        ticks = FlowLayout(kinds, space=4)
        for box in self.formats.values():
            ticks.addWidget(box)
        body = QWidget()
        body.setProperty("role", "panel")
        rows = QVBoxLayout(body)
        rows.setContentsMargins(12, 4, 12, 8)
        rows.setSpacing(4)
        rows.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        for title, parts in (
            ("Product", (self.product, self.about_product)),
            ("Who reads it", (self.audience, self.about_audience)),
            ("Marking", (marked, self.handling)),
            ("Author and reference", (about,)),
            ("", (self.sections,)),
            ("Formats", (kinds,)),
        ):
            rows.addSpacing(4)
            if title:
                rows.addWidget(text_label(title, "section"))
            for part in parts:
                rows.addWidget(part, 1 if part is self.sections else 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("What the brief is to be")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 12)
        foot.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(foot)

    def show_briefing(self, product: str, briefing: Briefing) -> None:
        """Show what was chosen."""
        with QSignalBlocker(self.product), QSignalBlocker(self.audience):
            self.product.setCurrentIndex(self.product.findData(product))
            self.audience.setCurrentIndex(self.audience.findData(briefing.audience))
        self.about_product.setText(PRODUCTS[product][1])
        told = AUDIENCES[briefing.audience].help if briefing.audience else ""
        self.about_audience.setText(told)
        self.about_audience.setVisible(bool(told))
        self.marking.setText(briefing.marking or _UNMARKED)
        self.handling.setText(briefing.handling)
        self.handling.setVisible(bool(briefing.handling))
        self.author.setText(briefing.author)
        self.reference.setText(briefing.reference)
        there = bool(briefing.marking)
        self.mark.setText("Change…" if there else "Choose…")
        self.mark.setAccessibleName(
            "Change the marking" if there else "Choose the marking"
        )

    @property
    def chosen_formats(self) -> tuple[str, ...]:
        """Formats that are ticked."""
        return tuple(name for name, box in self.formats.items() if box.isChecked())

    def set_ready(self, ready: bool) -> None:
        """Say whether there are pages to export."""
        self._ready = ready
        self._enable()

    def _enable(self) -> None:
        self.export.setEnabled(self._ready and bool(self.chosen_formats))
