"""What can be unfolded beside the replies: one section at a time, each out of the way until asked.

To add one:

1. Write a `Section` (see `section.py`) in a file of its own here. It is made when somebody opens
   it first, and `show_case` is called for every case that is shown while it is open. It reads
   through the bridge; a slow answer for a case that has gone is dropped by its ticket.
2. Give it an id, a title and the id of the gesture that opens and closes it: a `SectionSpec` in
   `listing.py`. What it needs besides the bridge comes out of the `SectionGround`, which the page
   fills.
3. Give the gesture its key in `keys.py` and its action in `gestures.py`:
   `_section(pane, ID, "Title")` toggles the section. A gesture that does more calls
   `page.pane.sections.open(id)` and asks the section that it returns.

Sections that are closed cost nothing. `count` puts a number behind the title, from the case alone.
"""
