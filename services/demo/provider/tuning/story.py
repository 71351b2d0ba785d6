"""What a job tells while it runs: events and checkpoints, each at its time."""

import math
from collections.abc import Iterator
from typing import Any

from services.demo.provider.chance import generator, identifier
from services.demo.provider.tuning.job import STARTED, VALIDATED, Job, Plan

Document = dict[str, Any]

#: The last so many epochs leave a checkpoint that can be used.
_CHECKPOINTS = 3
_FIRST_LOSS, _LAST_LOSS = 2.4, 0.6
_VALIDATION_GAP = 0.08


def events(job: Job, now: float) -> list[Document]:
    """Return what has happened to a job by now, the oldest first."""
    told = [*_planned(job, now), *(_told(job, at, text) for at, text in job.deeds)]
    return sorted(told, key=lambda event: event["created_at"])


def _planned(job: Job, now: float) -> Iterator[Document]:
    plan, worked = job.plan, job.worked_until(now)
    yield _event(job, plan.created, f"Created fine-tuning job: {plan.id}")
    yield _event(job, plan.created, f"Validating training file: {plan.body['training_file']}")
    if worked < plan.moment(VALIDATED):
        return
    if plan.fault is not None:
        yield _event(job, plan.moment(VALIDATED), plan.fault.message, level="error")
        return
    yield _event(job, plan.moment(VALIDATED), "Files validated, moving job to queued state")
    if worked >= plan.moment(STARTED):
        yield _event(job, plan.moment(STARTED), "Fine-tuning job started")
    yield from _steps(job, worked)
    if worked >= plan.moment(1):
        yield _event(job, plan.moment(1), "New fine-tuned model created")
        yield _event(job, plan.moment(1), "The job has successfully completed")


def _steps(job: Job, worked: float) -> Iterator[Document]:
    for step in range(1, steps_done(job.plan, worked) + 1):
        figures = metrics(job.plan, step)
        text = f"Step {step}/{job.plan.steps}: training loss={figures['train_loss']}"
        data = {**figures, "total_steps": job.plan.steps}
        yield _event(job, job.plan.step_moment(step), text, data=data)


def steps_done(plan: Plan, worked: float) -> int:
    """Return how many steps are done at a time of the plan."""
    share = (worked - plan.created) / plan.lasts if plan.lasts else 1.0
    if plan.fault is not None or share < STARTED:
        return 0
    return min(plan.steps, math.floor(plan.steps * (share - STARTED) / (1 - STARTED) + 1e-9))


def metrics(plan: Plan, step: int) -> Document:
    """Return the figures of a step: losses that fall, with a little noise."""
    drawn = generator(plan.seed, plan.id, step)
    fallen = math.exp(-3 * step / plan.steps)
    loss = _LAST_LOSS + (_FIRST_LOSS - _LAST_LOSS) * fallen + drawn.uniform(-0.05, 0.05)
    figures: Document = {
        "step": step,
        "train_loss": round(loss, 4),
        "train_mean_token_accuracy": round(1 - loss / 4, 4),
    }
    if plan.body.get("validation_file"):
        figures |= {
            "valid_loss": round(loss + _VALIDATION_GAP, 4),
            "valid_mean_token_accuracy": round(1 - (loss + _VALIDATION_GAP) / 4, 4),
        }
    return figures


def _event(
    job: Job, planned: float, message: str, *, level: str = "info", data: Document | None = None
) -> Document:
    """Return an event; `planned` is when, had the job never been paused."""
    return _told(job, job.moment(planned), message, level=level, data=data)


def _told(
    job: Job, at: float, message: str, *, level: str = "info", data: Document | None = None
) -> Document:
    return {
        "id": identifier("ftevent-simulated-", job.plan.id, at, message),
        "object": "fine_tuning.job.event",
        "created_at": int(at),
        "level": level,
        "message": message,
        "type": "message" if data is None else "metrics",
        "data": data,
    }


def checkpoints(job: Job, now: float) -> list[Document]:
    """Return the checkpoints there are by now, the oldest first."""
    plan, done = job.plan, steps_done(job.plan, job.worked_until(now))
    per_epoch = max(1, plan.steps // plan.parameters.n_epochs)
    ends = range(per_epoch, plan.steps + 1, per_epoch)
    return [_checkpoint(job, step) for step in list(ends)[-_CHECKPOINTS:] if step <= done]


def _checkpoint(job: Job, step: int) -> Document:
    plan, last = job.plan, step == job.plan.steps
    return {
        "id": identifier("ftckpt-simulated-", plan.id, step),
        "object": "fine_tuning.job.checkpoint",
        "created_at": int(job.moment(plan.step_moment(step))),
        "fine_tuned_model_checkpoint": plan.tuned_model + ("" if last else f":ckpt-step-{step}"),
        "fine_tuning_job_id": plan.id,
        "step_number": step,
        "metrics": metrics(plan, step),
    }


def figures_file(plan: Plan) -> bytes:
    """Return the figures of every step as CSV, as a finished job leaves them."""
    rows = [metrics(plan, step) for step in range(1, plan.steps + 1)]
    lines = [",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)]
    return ("\n".join(lines) + "\n").encode()
