"""The analyst's own layers on a brief's maps: read, fit for its readers, and whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from hotspot_app.brief.release.audience import Audience, Rules
from hotspot_app.data.boundaries.map_layer import read_layer
from hotspot_app.errors import HotspotError, WordsError
from hotspot_app.overlay import Box, Overlay, Shapes
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.own_layer import Drawn, OwnLayer
from hotspot_app.words import counted, in_quotes, inside

_POINTS: Final = {"Point", "MultiPoint", "GeometryCollection"}


@dataclass(frozen=True, slots=True)
class Laid:
    """Layers to be drawn, and what is to be known of the others.

    Attributes
    ----------
    drawn
        The topmost last.
    told
        Why others aren't, a line each; and what was done to those drawn.
    """

    drawn: tuple[Drawn, ...] = ()
    told: tuple[str, ...] = ()


def laid(
    layers: Sequence[OwnLayer],
    around: Box,
    audience: Audience,
    progress: Progress = SILENT,
) -> Laid:
    """Read layers on and around a map; none with points is for the public.

    Parameters
    ----------
    around
        Extent of the map.

    Raises
    ------
    Cancelled
        If the analyst stopped it.
    """
    drawn, told = [], []
    for number, own in enumerate(layers):
        part = progress.part(number / len(layers), (number + 1) / len(layers))
        name = in_quotes(own.name)
        try:
            read = read_layer(own.path, around, part)
        except HotspotError as error:
            hint = f" {error.hint}" if error.hint else ""
            told.append(f"The layer {name} isn't drawn: {inside(error.what)}.{hint}")
            continue
        if not _has_points(read) or audience.points == "all":
            drawn.append((own, read))
        elif audience.points == "snapped":
            drawn.append((own, _snapped(read, Rules().grid)))
            told.append(
                f"Points of the layer {name} are drawn to the nearest {Rules().grid} m."
            )
        else:
            told.append(
                f"The layer {name} isn't drawn: it has points, which nothing for the "
                "public may show."
            )
    return Laid(tuple(drawn), tuple(told))


def refuse_unsourced(drawn: Sequence[Drawn]) -> None:
    """Refuse to write maps with a layer of which nobody said whose it is.

    Raises
    ------
    WordsError
        If there is one.
    """
    lacking = [own.path.name for own, _ in drawn if not own.source]
    if lacking:
        whose = "it is" if len(lacking) == 1 else "they are"
        raise WordsError(
            f"{counted(len(lacking), 'layer')} on the maps (first "
            f"{in_quotes(lacking[0])}) can't be published: nobody has said whose "
            f"{whose}",
            hint="Say whose each layer is, or take it off the map; then write the "
            "brief again.",
        )


def _has_points(layer: Overlay) -> bool:
    return isinstance(layer, Shapes) and bool(layer.frame.geom_type.isin(_POINTS).any())


def _snapped(layer: Overlay, metres: float) -> Overlay:
    """Move points to the middles of a grid's squares, as incidents for partners are."""
    if not isinstance(layer, Shapes):
        return layer
    frame: gpd.GeoDataFrame = layer.frame.copy()
    points = frame.geom_type.isin(_POINTS).to_numpy()
    geometry = frame.geometry.to_numpy().copy()
    geometry[points] = shapely.transform(
        geometry[points], lambda at: np.floor(at / metres) * metres + metres / 2
    )
    return replace(layer, frame=frame.set_geometry(geometry, crs=frame.crs))
