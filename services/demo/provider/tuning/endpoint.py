"""The endpoint `/v1/fine_tuning/jobs`: jobs that move with the clock."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from services.demo.provider.api_errors import ApiError, invalid, not_found
from services.demo.provider.calls import Call
from services.demo.provider.chance import digest, identifier
from services.demo.provider.checks import check_job
from services.demo.provider.clock import Clock
from services.demo.provider.exchange import Answer, json_answer
from services.demo.provider.faults import Fault
from services.demo.provider.files import FINE_TUNE, RESULTS, Files
from services.demo.provider.models import Models
from services.demo.provider.paging import page
from services.demo.provider.settings import ModelCard
from services.demo.provider.tuning.job import OVER, Job, Plan, Status
from services.demo.provider.tuning.parameters import (
    check_parameters,
    hyperparameters,
    method_of,
)
from services.demo.provider.tuning.story import checkpoints, events, figures_file
from services.demo.provider.tuning.training_files import Examples, FileFault, examine

_OWNER = "simulated"
#: What training adds to a model's share of good answers.
_LEARNT = 0.08
_BEST = 0.97
_BROKEN = FileFault("The job failed due to an internal error.", "server_error")


class TuningEndpoint:
    """Answers about fine-tuning jobs."""

    def __init__(self, seed: int, lasts: float, files: Files, models: Models, clock: Clock) -> None:
        self._seed = seed
        self._lasts = lasts
        self._files = files
        self._models = models
        self._clock = clock
        self._jobs: dict[str, Job] = {}

    def create(self, call: Call) -> Answer:
        """Create a job. Raises ApiError."""
        body = call.document()
        check_job(body)
        if Fault.TRAINING_CLOSED in call.faults:
            raise _closed()
        job = Job(self._plan(body, call.faults))
        self._jobs[job.plan.id] = job
        return json_answer(self._document(job))

    def listed(self, call: Call) -> Answer:
        """List the jobs. Raises ApiError."""
        return json_answer(page(list(map(self._document, self._jobs.values())), call.request.query))

    def show(self, call: Call) -> Answer:
        """Describe a job. Raises ApiError."""
        return json_answer(self._document(self._find(call)))

    def events(self, call: Call) -> Answer:
        """List what has happened to a job. Raises ApiError."""
        told = events(self._find(call), self._clock.now())
        return json_answer(page(told, call.request.query))

    def checkpoints(self, call: Call) -> Answer:
        """List the checkpoints of a job. Raises ApiError."""
        made = checkpoints(self._find(call), self._clock.now())
        return json_answer(page(made, call.request.query))

    def cancel(self, call: Call) -> Answer:
        """Stop a job for good. Raises ApiError where it is over."""
        job = self._find(call)
        self._refuse(job, "cancel", OVER)
        job.cancel(self._clock.now())
        return json_answer(self._document(job))

    def pause(self, call: Call) -> Answer:
        """Stop a job until it is resumed. Raises ApiError where it does not run."""
        job = self._find(call)
        self._refuse(job, "pause", (*OVER, Status.PAUSED))
        job.pause(self._clock.now())
        return json_answer(self._document(job))

    def resume(self, call: Call) -> Answer:
        """Let a paused job go on. Raises ApiError where it is not paused."""
        job = self._find(call)
        self._refuse(job, "resume", tuple(s for s in Status if s is not Status.PAUSED))
        job.resume(self._clock.now())
        return json_answer(self._document(job))

    def tuned(self) -> Iterator[ModelCard]:
        """Give the models that finished jobs have made."""
        now = self._clock.now()
        for job in tuple(self._jobs.values()):
            if job.status(now) is Status.SUCCEEDED:
                base = self._models.find(job.plan.model)
                skill = min(_BEST, base.skill + _LEARNT)
                for made in checkpoints(job, now):
                    yield replace(base, id=made["fine_tuned_model_checkpoint"], skill=skill)

    def _find(self, call: Call) -> Job:
        number = call.parts["job"]
        if number not in self._jobs:
            raise not_found(f"Could not find fine tune: {number}", "fine_tuning_job_id")
        return self._jobs[number]

    def _refuse(self, job: Job, deed: str, states: tuple[Status, ...]) -> None:
        status = job.status(self._clock.now())
        if status in states:
            raise invalid(f"Job has already {status.value}: it cannot {deed}.", None)

    def _plan(self, body: Mapping[str, Any], faults: frozenset[Fault]) -> Plan:
        card = self._tunable(body["model"])
        check_parameters(body)
        method = method_of(body)
        found = examine(self._file(body, "training_file"), method)
        if body.get("validation_file"):
            found = _both(found, examine(self._file(body, "validation_file"), method))
        examples = found if isinstance(found, Examples) else Examples(0, 0)
        fault = found if isinstance(found, FileFault) else None
        number = identifier("ftjob-simulated-", self._seed, len(self._jobs), body["training_file"])
        parameters = hyperparameters(body, examples.count)
        return Plan(
            id=number,
            model=card.id,
            tuned_model=_name(card.id, body.get("suffix"), number),
            method=method,
            parameters=parameters,
            body=body,
            seed=body.get("seed") or int.from_bytes(digest(number)[:3], "big"),
            created=self._clock.now(),
            lasts=self._lasts,
            examples=examples.count,
            tokens=examples.tokens * parameters.n_epochs,
            fault=_BROKEN if Fault.JOB_FAILED in faults else fault,
        )

    def _tunable(self, name: str) -> ModelCard:
        message = f"Model {name} is not available for fine-tuning or does not exist."
        unavailable = invalid(message, "model", "model_not_available")
        try:
            card = self._models.find(name)
        except ApiError:
            raise unavailable from None
        if not card.tunable:
            raise unavailable
        return card

    def _file(self, body: Mapping[str, Any], name: str) -> bytes:
        try:
            file = self._files.find(body[name])
        except ApiError:
            raise invalid(f"invalid {name}: {body[name]}", name, "invalid_file") from None
        if file.purpose != FINE_TUNE:
            message = f"File '{file.id}' has the purpose '{file.purpose}', not '{FINE_TUNE}'."
            raise invalid(message, name, "invalid_file_purpose")
        return file.content

    def _document(self, job: Job) -> dict[str, Any]:
        now, plan = self._clock.now(), job.plan
        status, finished = job.status(now), job.finished(now)
        succeeded = status is Status.SUCCEEDED
        return {
            "id": plan.id,
            "object": "fine_tuning.job",
            "created_at": int(plan.created),
            "finished_at": None if finished is None else int(finished),
            "estimated_finish": None if finished else int(job.moment(plan.moment(1))),
            "model": plan.model,
            "fine_tuned_model": plan.tuned_model if succeeded else None,
            "organization_id": f"org-{_OWNER}",
            "status": status.value,
            "error": _error(plan.fault) if status is Status.FAILED and plan.fault else None,
            "training_file": plan.body["training_file"],
            "validation_file": plan.body.get("validation_file"),
            "result_files": [self._results(job)] if succeeded else [],
            "trained_tokens": plan.tokens if succeeded else None,
            "hyperparameters": plan.parameters.document(),
            "method": {
                "type": plan.method,
                plan.method: {"hyperparameters": plan.parameters.document()},
            },
            "seed": plan.seed,
            "metadata": plan.body.get("metadata"),
            "integrations": [],
        }

    def _results(self, job: Job) -> str:
        if job.result_file is None:
            file = self._files.add("step_metrics.csv", RESULTS, figures_file(job.plan))
            job.result_file = file.id
        return job.result_file


def _both(training: Examples | FileFault, validation: Examples | FileFault) -> Examples | FileFault:
    """Return the training examples, or the fault of either file; few validation ones will do."""
    if isinstance(validation, FileFault) and validation.code != "invalid_n_examples":
        return replace(validation, code="invalid_validation_file")
    return training


def _name(model: str, suffix: str | None, number: str) -> str:
    base = model.split(":")[1] if model.startswith("ft:") else model
    return f"ft:{base}:{_OWNER}:{suffix or ''}:{number[-8:]}"


def _error(fault: FileFault) -> dict[str, str | None]:
    param = "training_file" if fault.code.startswith("invalid") else None
    return {"code": fault.code, "message": fault.message, "param": param}


def _closed() -> ApiError:
    message = "Fine-tuning is not available to this organization: new jobs cannot be created."
    return ApiError(403, message, code="training_not_available")
