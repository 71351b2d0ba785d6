"""Work that takes long: one job abstraction and two lanes, for window and command line alike.

A *job* (`JobRunner.start`, `start_async`) has a state, progress, a cooperative cancel and pause,
and a result. It runs on a thread of its own, or as a coroutine on the one asyncio loop
(`NetworkLane`). It never owns the store's writer: it submits transactions of at most about
100 ms to the `WriteLane` and waits for each, so that a person's decision is written between two
of them. `PageSizer` finds how many rows fit into such a transaction.

How to write a long job that resumes
------------------------------------
Closing the lid, a crash or a kill may cost the items in flight and nothing else. So:

1. What is to be done is written down before it starts, and each item has a key (a row of a run,
   a page's cursor). Starting and resuming are the same code: ask the store which keys have no
   result yet, and work on those only.
2. An item's result and the mark that it is done are written in *one* transaction, as soon as the
   item is complete. Never collect results in memory to save them at the end.
3. What is written is idempotent (insert or ignore by key), for the case that a commit succeeded
   and the process died before the job heard of it.
4. `control.checkpoint()` stands between items: cancel and pause take effect there. Nothing that
   was paid for may be between two checkpoints unsaved; `WriteLane.save` finishes the write of an
   item even when the coroutine that waits for it is cancelled.
5. The first report sets the baseline: `control.report(len(done), total)` before the first item,
   so that what an earlier run did counts as done, and not into the rate.

::

    def grade(control: JobControl) -> int:
        waiting = unfinished_items(run)
        control.report(run.size - len(waiting), run.size)
        for position, item in enumerate(waiting, run.size - len(waiting) + 1):
            control.checkpoint()
            result = work_on(item)
            lane.background(partial(save_result, item, result)).result()
            control.report(position, run.size, item.title)
        return run.size
"""
