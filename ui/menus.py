"""The menu bar, made from the registry of actions."""

from itertools import groupby

from PySide6.QtWidgets import QMenu, QMenuBar

from ui.actions import ActionRegistry

MENUS = ("File", "Edit", "View", "Triage", "Help")


def fill_menu_bar(bar: QMenuBar, registry: ActionRegistry) -> None:
    """Fills a menu bar; a menu that would be empty is left out."""
    bar.clear()
    for title in MENUS:
        if registry.in_menu(title):
            bar.addMenu(_menu(title, registry, bar))


def _menu(title: str, registry: ActionRegistry, bar: QMenuBar) -> QMenu:
    menu = QMenu(f"&{title}", bar)
    menu.aboutToShow.connect(registry.refresh)
    for _, group in groupby(registry.in_menu(title), key=lambda action: action.group):
        if not menu.isEmpty():
            menu.addSeparator()
        for action in group:
            menu.addAction(registry.button(action.id))
    return menu
