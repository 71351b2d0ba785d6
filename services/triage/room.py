"""All services of triage on one store, made in one place for window and command line."""

from dataclasses import dataclass
from datetime import tzinfo

from reviewer.store.store import Store, Writing
from services.jobs.write_lane import WriteLane
from services.triage.audit import AuditSampling
from services.triage.bulk import BulkDesk
from services.triage.calibrating import Calibrating
from services.triage.conversation import WholeConversation
from services.triage.day import ReviewerDay
from services.triage.drafts import Drafts
from services.triage.estimating import Estimating
from services.triage.facets import QueueFacets
from services.triage.filters import SavedFilters
from services.triage.gestures import Gestures, Sign
from services.triage.marking import Marking
from services.triage.revisions import Revisions
from services.triage.similar import SimilarInteractions
from services.triage.snoozing import Snoozing, local_zone
from services.triage.threshold import Threshold
from services.triage.undoing import Undoing


@dataclass(frozen=True, slots=True)
class TriageRoom:
    """What stands beside the desk."""

    snoozing: Snoozing
    marking: Marking
    undoing: Undoing
    bulk: BulkDesk
    drafts: Drafts
    filters: SavedFilters
    facets: QueueFacets
    day: ReviewerDay
    similar: SimilarInteractions
    conversation: WholeConversation
    revisions: Revisions
    threshold: Threshold
    calibrating: Calibrating
    estimating: Estimating
    audit: AuditSampling


def furnish(
    store: Store, lane: WriteLane[Writing], sign: Sign, zone: tzinfo | None = None
) -> TriageRoom:
    """Make the services; `zone` is where labels name days, by default this computer's."""
    gestures, here = Gestures(lane, sign), zone or local_zone()
    snoozing = Snoozing(gestures, here)
    return TriageRoom(
        snoozing=snoozing,
        marking=Marking(store, gestures),
        undoing=Undoing(store, gestures),
        bulk=BulkDesk(store, gestures, snoozing),
        drafts=Drafts(store, gestures),
        filters=SavedFilters(store, gestures),
        facets=QueueFacets(store),
        day=ReviewerDay(store, gestures, here),
        similar=SimilarInteractions(store),
        conversation=WholeConversation(store),
        revisions=Revisions(store),
        threshold=Threshold(store, lane),
        calibrating=Calibrating(store),
        estimating=Estimating(store, lane),
        audit=AuditSampling(store, lane),
    )
