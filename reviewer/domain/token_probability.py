"""How sure a model was of a text, from the log probabilities of its tokens."""

import math
from collections.abc import Sequence


def mean_token_probability(logprobs: Sequence[float]) -> float | None:
    """Return the mean token probability of an answer, 0..1; None where there is no token.

    It is (1/n) · Σ exp(log p_i) over the n tokens of the answer, where p_i is the probability
    that the model gave the token it chose (`choices[].logprobs.content[].logprob` of the chat
    completions API): the arithmetic mean. Of the token-level measures in the literature it is
    the plainest: Manakul et al., "SelfCheckGPT" (EMNLP 2023), compare the mean and the maximum
    of -log p_i; Malinin and Gales (ICLR 2021) normalise the sequence's log-likelihood by its
    length, which is the geometric mean. A geometric mean is ruled by the single least likely
    token, as a rule a name or a number that no model could foresee; an arithmetic one is not.
    A logprob of -9999.0, with which OpenAI marks a very unlikely token, counts as probability 0.
    """
    if not logprobs:
        return None
    return math.fsum(math.exp(min(0.0, logprob)) for logprob in logprobs) / len(logprobs)
