"""What the assistant's jobs are called, in the words of a person."""

from reviewer.domain.improvement import ExplanationKind

IMPROVING, REPLYING = "Improving a reply", "Generating a reply"
EXPLAINING = {
    ExplanationKind.REPLY: "Explaining a reply",
    ExplanationKind.FAILURE: "Explaining a failure",
    ExplanationKind.CATEGORY: "Categorising a failure",
}
#: Jobs about one interaction: whoever starts them tells how they ended.
ABOUT_ONE = frozenset({IMPROVING, REPLYING, *EXPLAINING.values()})

LISTING, TESTING = "Listing models", "Testing the provider"
#: Jobs of whoever sets a provider up: what they found stands where it was asked for.
SETTING_UP = frozenset({LISTING, TESTING})
