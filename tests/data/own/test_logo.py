"""A logo is read by the reader apart, which refuses what isn't one."""

import io

import numpy as np
import pytest
from PIL import Image

from hotspot_app.data.own.logo import logo_pixels
from hotspot_app.draw.page.pixels import png_of
from hotspot_app.errors import InputError


def picture(kind: str, size: tuple[int, int] = (30, 20), mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, "#1d4f7c" if mode != "1" else 1).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGB"), ("PNG", "1"), ("JPEG", "L")]
)
def test_png_and_jpeg_are_read(tmp_path, kind, mode):
    path = tmp_path / "logo.png"
    path.write_bytes(picture(kind, mode=mode))
    assert logo_pixels(path).shape == (20, 30, 4)


def test_colours_stay_and_a_large_one_is_made_smaller(tmp_path):
    path = tmp_path / "logo.png"
    path.write_bytes(picture("PNG", (3000, 1500)))
    pixels = logo_pixels(path)
    assert pixels.shape == (600, 1200, 4)
    assert pixels[0, 0].tolist() == [0x1D, 0x4F, 0x7C, 255]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "damaged"),
        (b"<svg onload='x'/>", "damaged"),
        (picture("GIF"), "neither PNG nor JPEG"),
        (picture("PNG")[:60], "damaged"),
        (picture("PNG", (6000, 4000), "1"), "20 million pixels"),
    ],
)
def test_what_is_no_logo_is_refused(tmp_path, content, said):
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        logo_pixels(path)
    assert said in refused.value.what
    assert refused.value.where == "logo.png"


def test_pixels_are_the_same_png_each_time():
    pixels = np.zeros((4, 6, 4), dtype=np.uint8)
    made = png_of(pixels)
    assert made == png_of(pixels)
    with Image.open(io.BytesIO(made)) as image:
        assert image.size == (6, 4)
