"""An answer as layers for a geographic information system: a GeoPackage."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from hotspot_app import __version__
from hotspot_app.brief.cells import safe_text
from hotspot_app.brief.hotspots import hotspots_table
from hotspot_app.brief.page import map_page
from hotspot_app.brief.page_words import facts
from hotspot_app.brief.qgis_style import qgis_style
from hotspot_app.brief.results import area_table
from hotspot_app.brief.small_numbers import noted
from hotspot_app.data.native.gdal import GDAL_ERRORS, pyogrio
from hotspot_app.draw.looks.legend import MapKey
from hotspot_app.errors import InputError
from hotspot_app.paths import written
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.standing import spots
from hotspot_app.schema import CRS
from hotspot_app.words import printable

MAP_CLASS: Final = "map_class"
"""Field that holds the class of the map, as its legend calls it."""

CODE: Final = "code"

_RESERVED: Final = {"fid", "geom"}


def write_layers(answer: Answer, path: Path, marking: str = "") -> None:
    """Write areas and wards with every value as a GeoPackage, whole or not at all.

    The layer `areas` has the table's columns and the class of the map; QGIS draws
    it with the map's colours, which are kept in `layer_styles`. `hotspots` has the
    outlines of what stands out, with its table. Layers of the method follow under their
    own names.

    Parameters
    ----------
    marking
        Who may see them, kept with every layer; "" to say nothing.

    Raises
    ------
    InputError
        If the folder can't be written.
    """
    # SQLite, which this is, can't be written to every shared folder
    with tempfile.TemporaryDirectory() as folder, written(path) as scratch:
        areas, key, wards = area_layer(answer), _key(answer), answer.material.wards
        made = Path(folder) / "layers.gpkg"
        write = partial(_write, answer=answer, marking=marking)
        try:
            write(areas, made, "areas", answer.explanation.headline)
            if wards is not None:
                shown = wards.areas.loc[wards.shown, ["name", "geometry"]]
                write(shown.reset_index(), made, "wards", "Wards")
            if answer.listing.standing:
                title = "Hotspots and places that stand out"
                write(hotspot_layer(answer), made, "hotspots", title)
            for name, title in answer.method.gives.layers.items():
                if name in answer.outcome.layers:
                    write(answer.outcome.layers[name], made, name, title)
            for marked in answer.visited:
                write(marked.frame, made, "by_day", marked.name)
            if key is not None:
                _write_style(key, made)
        except GDAL_ERRORS as error:
            raise InputError(
                f"the layers can't be written ({str(error).splitlines()[0]})",
                where=path.name,
                hint="Free some space, and try again.",
            ) from error
        shutil.copyfile(made, scratch)


def area_layer(answer: Answer) -> gpd.GeoDataFrame:
    """Return the shown areas with every value, and the class of the map."""
    table = noted(area_table(answer))
    key = _key(answer)
    if key is not None:
        labels = key.entry_of.map({n: e.label for n, e in enumerate(key.entries)})
        table[MAP_CLASS] = table["code"].map(labels)
    geometry = answer.areas.geometry.loc[table["code"]]
    named = {name: f"{name}_" for name in table.columns if name in _RESERVED}
    return gpd.GeoDataFrame(
        table.rename(columns=named), geometry=geometry.to_numpy(), crs=CRS
    )


def hotspot_layer(answer: Answer) -> gpd.GeoDataFrame:
    """Return the outlines of what stands out, in the order of the list."""
    outlines = [each.outline for each in spots(answer.areas, answer.listing.standing)]
    return gpd.GeoDataFrame(noted(hotspots_table(answer)), geometry=outlines, crs=CRS)


def _key(answer: Answer) -> MapKey | None:
    page = map_page(answer)
    return None if page is None or page.surface is not None else page.key


def _write(
    layer: gpd.GeoDataFrame,
    path: Path,
    name: str,
    title: str,
    *,
    answer: Answer,
    marking: str,
) -> None:
    sources = " ".join(answer.attributions())
    flat = set(layer.geom_type) <= {"Polygon", "MultiPolygon"}
    told = " ".join(f"{fact.rstrip('.')}." for fact in facts(answer))
    pyogrio.write_dataframe(
        with_safe_texts(layer),
        path,
        layer=name,
        geometry_type="MultiPolygon" if flat else "Unknown",
        promote_to_multi=flat,
        layer_options={
            "GEOMETRY_NAME": "geom",
            # titles must differ within a file
            "IDENTIFIER": printable(f"{name.capitalize()}: {title}"[:200]),
            "DESCRIPTION": _text(" ".join(filter(None, (marking, told, sources)))),
        },
        layer_metadata={
            "TITLE": _text(title),
            "SOURCES": _text(sources),
            **({"MARKING": _text(marking)} if marking else {}),
            "MADE_WITH": f"Hotspot {__version__}",
        },
    )


def _write_style(key: MapKey, path: Path) -> None:
    """Keep the map's colours where QGIS looks for them."""
    style = pd.DataFrame(
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": ["areas"],
            "f_geometry_column": "geom",
            "styleName": "Hotspot",
            "styleQML": qgis_style(key, MAP_CLASS),
            "styleSLD": "",
            "useAsDefault": True,
            "description": _text(key.title),
            "owner": "",
            "ui": "",
        }
    )
    pyogrio.write_dataframe(
        style, path, layer="layer_styles", layer_options={"FID": "id"}
    )


def with_safe_texts(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer no text of which is run by a spreadsheet, or breaks a file.

    Codes stay as they are, because tables are joined by them.
    """
    texts = layer.select_dtypes(include=["object", "string", "category"]).columns
    return layer.assign(
        **{
            name: layer[name].astype(object).map(_code if name == CODE else _text)
            for name in texts
        }
    )


def _text(value: object) -> str | None:
    return printable(str(safe_text(value))) if isinstance(value, str) else None


def _code(value: object) -> str | None:
    return printable(value) if isinstance(value, str) else None
