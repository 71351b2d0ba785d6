"""The calibration of confidence, read from the store."""

from reviewer.domain.calibration import Calibration, calibrate
from reviewer.store import calibration
from reviewer.store.store import Store


class Calibrating:
    """Reads at once on the caller's thread; takes a second or two at a million rows."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def calibration(self) -> Calibration:
        """Return the calibration of all replies that have both a confidence and feedback."""
        with self._store.reading() as connection:
            judged = calibration.judged(connection)
            known = calibration.confidences(connection)
        return calibrate(judged, known)
