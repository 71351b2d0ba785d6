"""A gain as text."""


def gain_text(gain: float) -> str:
    """Return a gain with its sign: `+1.50`, `−0.25`, `0.00`."""
    return f"{gain:+.2f}".replace("-", "−") if gain else "0.00"
