"""Parts that every page needs, one idea a file.

| for | parts |
| --- | --- |
| words | `plain_label`, `ElidedLabel`, `SectionHeader`, `Badge`, `KeyCap` |
| icons | `IconLabel`, `IconButton` |
| choosing | `SearchField`, `Tabs`, `CommandPalette`, `CheatSheet` |
| reading and writing | `PlainTextPane`, `ReplyEditor` |
| a page without content | `PageStates` with `EmptyState`, `LoadingState`, `ErrorState` |
| what is going on | `Notice`, `JobStrip` |

Whatever shows data shows it as plain text: a label through `plain_label` or `ElidedLabel`, a
tooltip through `plain_tooltip`.
"""
