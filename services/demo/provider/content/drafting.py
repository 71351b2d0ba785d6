"""Drafts replies as well as a model of this skill would, and knows how sure it is of them."""

from dataclasses import dataclass

from services.demo.provider.content.findings import Case
from services.demo.provider.content.judge import BEST, WORST, judge
from services.demo.provider.content.writer import Writer

#: What a long prompt and one with cautions add to a model's skill.
_LONG_PROMPT = 4000
_BY_PROMPT, _BY_CAUTIONS = 0.06, 0.05
#: How much luck counts beside how hard a message is.
_LUCK = 0.2


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply, and how sure the model is of it, 0..1."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Form:
    """How a model is on the day: `skill`, how hard this message is, and its luck, all 0..1.

    The same message is as hard for every model, so that a better one fixes what a weaker one got
    wrong; `luck` depends on model and prompt too, so that it breaks something now and then.
    """

    skill: float
    difficulty: float
    luck: float

    @classmethod
    def of(cls, skill: float, prompt: str, chances: tuple[float, float]) -> "Form":
        """Return the form with this prompt."""
        more = _BY_PROMPT * min(1.0, len(prompt) / _LONG_PROMPT)
        warned = _BY_CAUTIONS if "caution" in prompt.lower() or "mind this" in prompt else 0.0
        return cls(skill + more + warned, *chances)

    @property
    def fails(self) -> bool:
        """Whether this message is too hard."""
        return self.difficulty + _LUCK * (self.luck - 0.5) > self.skill


@dataclass(frozen=True, slots=True)
class Drafting:
    """Drafts replies to one customer."""

    writer: Writer
    form: Form

    def reply(self) -> Draft:
        """Return the reply of an assistant that sees the message alone."""
        question = self.writer.knowledge.question_like(self.writer.case.customer)
        if self.form.fails:
            return Draft(self.writer.flawed(question), 0.12 + 0.4 * self.form.luck)
        if question is None:
            return Draft(self.writer.improved(), 0.4 + 0.35 * self.form.luck)
        return Draft(self.writer.answered(question), 0.62 + 0.36 * self.form.luck)

    def improvement(self) -> Draft:
        """Return a better reply than the one there is."""
        text = self.writer.improved()
        case = Case(self.writer.case.customer, text, self.writer.case.reference)
        scores = judge(case, self.writer.knowledge).scores
        return Draft(text, 0.5 + 0.45 * (scores.mean - WORST) / (BEST - WORST))
