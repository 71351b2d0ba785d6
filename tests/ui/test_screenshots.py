"""Pictures of every page and dialog, in both themes, of the size that was asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from reviewer.startup import workbench
from reviewer.store.opening import create_store
from services.demo.provider.server import SimulatedProvider
from services.demo.tour import take_tour
from services.secrets import Secrets, SystemKeyring
from services.workbench import Workbench
from ui.page_heading import FEET, HEADINGS
from ui.poses import poses
from ui.screenshots import Camera

PAGES = [heading.id for heading in (*HEADINGS, *FEET)]


def test_every_page_has_a_picture_and_every_picture_a_name_of_its_own() -> None:
    names = [pose.name for pose in poses([*PAGES, "a-new-page"])]
    assert {*PAGES, "a-new-page"} <= set(names)
    assert len(names) == len(set(names))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench on a small demo store."""
    store = create_store(tmp_path / "demo.sqlite", None)
    provider = SimulatedProvider()
    with workbench(store, Secrets(SystemKeyring())) as bench, provider.running() as url:
        take_tour(bench, tmp_path, lambda job: job.result(), rows=150, provider_url=url)
        yield bench


def test_pictures_are_taken_in_both_themes(
    bench: Workbench, tmp_path: Path, qapp: QApplication, fonts: tuple[str, ...]
) -> None:
    assert fonts == ()
    folder = tmp_path / "pictures"
    folder.mkdir()
    taken = Camera(qapp, bench, folder, (1280, 800)).take_all()
    qapp.setStyleSheet("")
    names = {pose.name for pose in poses(PAGES)}
    assert {path.name for path in taken} == {f"{n}-{m}.png" for n in names for m in THEMES}
    images = {path.stem: QImage(str(path)) for path in taken}
    assert {(image.width(), image.height()) for image in images.values()} == {(1280, 800)}
    for name in names:
        light, dark = (brightness(images[f"{name}-{mode}"]) for mode in THEMES)
        assert light > dark + 0.2, name
    assert not list(tmp_path.glob("*backups*"))


THEMES = ("light", "dark")


def brightness(image: QImage) -> float:
    """Return how light a picture is at its lower left corner, from 0 to 1."""
    return image.pixelColor(45, 600).lightnessF()
