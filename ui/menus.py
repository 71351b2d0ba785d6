"""The menu bar, made from the registry of actions."""

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QMenuBar

if TYPE_CHECKING:
    from ui.actions import ActionRegistry

MENUS = ("File", "Edit", "View", "Triage", "Help")


def name_menus(bar: QMenuBar) -> None:
    """Gives a menu bar its menus, empty as yet, so that it has its place and its height."""
    for title in MENUS:
        bar.addMenu(QMenu(f"&{title}", bar))


def fill_menu_bar(bar: QMenuBar, registry: "ActionRegistry") -> None:
    """Fills the menus that `name_menus` made; one that stays empty is left out."""
    for title, button in zip(MENUS, bar.actions(), strict=True):
        menu = button.menu()
        assert isinstance(menu, QMenu)
        _fill(menu, title, registry)
        if menu.isEmpty():
            bar.removeAction(button)


def _fill(menu: QMenu, title: str, registry: "ActionRegistry") -> None:
    menu.aboutToShow.connect(registry.refresh)
    for _, group in groupby(registry.in_menu(title), key=lambda action: action.group):
        if not menu.isEmpty():
            menu.addSeparator()
        for action in group:
            menu.addAction(registry.button(action.id))
