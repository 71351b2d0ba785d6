"""An edited template is data of a person's: it reaches nothing, and fails with a sentence."""

import pytest

from reviewer.errors import UsageError
from services.assistant.templates import PromptLibrary
from tests.services.assistant.bench import Bench

FRAME = "{{% block system %}}{}{{% endblock %}}{{% block user %}}{}{{% endblock %}}"
CASE = "{{ part('message', message, fence) }}{{ part('ai_reply', ai_reply, fence) }}"


@pytest.fixture
def library(bench: Bench) -> PromptLibrary:
    return bench.parts.prompts


@pytest.mark.parametrize(
    "trick",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ part.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__.os.popen('id') }}",
        "{{ message.format.__func__ }}",
        "{{ '{0.__class__}'.format(message) }}",
        "{% include '../../../../../../etc/passwd' %}",
        "{% import '/etc/passwd' as x %}",
        "{{ 1 / 0 }}",
        "{{ 2.0 ** 10_000 }}",
        "{{ [][3].a }}",
        "{{ message.nothing.at_all }}",
        "{{ unknown }}",
        "{{ '' | nofilter }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{{",
        "{% block user %}{% endblock %}",
    ],
)
def test_a_trick_is_refused_with_a_sentence(library: PromptLibrary, trick: str) -> None:
    before = library.get("improve")
    with pytest.raises(UsageError, match="template “improve” cannot be used"):
        library.edit("improve", FRAME.format(trick, CASE))
    assert library.get("improve") == before


def test_a_template_that_forgets_the_conversation_is_refused(library: PromptLibrary) -> None:
    with pytest.raises(UsageError, match="does not show ai_reply"):
        library.edit("improve", FRAME.format("Improve it.", "Now."))
