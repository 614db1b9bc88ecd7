"""What people do about incidents: look at them, take them on, say what they were. Each act is in the audit.

Source: ALERTS R48, R49.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gnomon.alerts import incident as steps
from gnomon.alerts.incident import Closing, Incident, Judgement
from gnomon.alerts.policy import Severity
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.jobs import clock, listing
from gnomon.jobs.incidents import similar
from gnomon.jobs.references import reference_acts
from gnomon.notify.payload import stamp
from gnomon.store import audit, incidents, verdicts
from gnomon.store.audit import AuditRow
from gnomon.store.incidents import IncidentEventRow
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction

Record = dict[str, Any]  # Any: JSON
Records = list[Record]


@dataclass(frozen=True, slots=True)
class Incidents:
    """The incidents of a store, for one person.

    Attributes:
        settings: The configuration.
        store: Where they are.
        by: Who acts.
        clock: The time on the wall.
    """

    settings: Settings
    store: Store
    by: str
    clock: clock.Clock = clock.wall

    def list(
        self,
        entity: str | None = None,
        *,
        only_open: bool = False,
        before: int | None = None,
        most: int | None = None,
    ) -> Records:
        """Incidents, newest first, as `gnomon incidents list --json` prints them.

        Args:
            entity: Only this entity's; None: all.
            only_open: Only those that are not over.
            before: Only those that were opened before the one of this number.
            most: How many at most; None: all.
        """
        name = None if entity is None else self.settings.entity(entity).name
        with self.store.reading() as tx:
            return [record(one) for one in incidents.all(tx, name, only_open=only_open, before=before, most=most)]

    def show(self, id: int) -> Record:
        """An incident with its alerts, its timeline, and past ones that were like it.

        Raises:
            UsageError: There is none of that number.
        """
        with self.store.reading() as tx:
            one = _get(tx, id)
            found = record(one) | {"similar": [record(past) for past in similar.of_incident(tx, one)]}
            alerts = [listing.alert(row) for row in incidents.episodes(tx, id)]
            lines = [
                {"at": stamp(line.at), "actor": line.actor, "kind": line.kind, "text": line.text}
                for line in incidents.timeline(tx, id)
            ]
        return found | {"alerts": alerts, "timeline": lines}

    def open(self, entity: str, title: str, *, since: datetime | None = None, severity: Severity = "high") -> Record:
        """Write down that something is wrong of which no alert told.

        Args:
            entity: Of which entity.
            title: What is wrong.
            since: When it began, in the time of the data; now when not given.
            severity: How severe it is.

        Raises:
            UsageError: There is no such entity, or one of its incidents is open.
        """
        found = self.settings.entity(entity)
        if not title.strip():
            raise UsageError("an incident has words. Say what is wrong.")
        now = self.clock()
        with self.store.transaction() as tx:
            known = incidents.open_of(tx, found.name)
            if known is not None:
                raise UsageError(f"incident {known.id} of {found.name} is open already. Write a comment into it.")
            made = Incident(
                id=0, incident_key=found.name, entity=found.name, status="open", severity=severity, title=title.strip(),
                owner=found.owner or "", assignee="", started_at=min(since or now, now), detected_at=now,
            )  # fmt: skip
            kept = incidents.add(tx, made)
            incidents.say(tx, IncidentEventRow(kept.id, now, self.by, "opened", kept.title))
            audit.put(tx, AuditRow(now, self.by, "incident.opened", found.name, {"incident": kept.id, "text": title}))
        return record(kept)

    def acknowledge(self, id: int) -> Record:
        """Say that you look at it."""
        now = self.clock()
        return self._done(id, "acknowledged", "", now, lambda one: steps.acknowledge(one, self.by, now))

    def assign(self, id: int, to: str) -> Record:
        """Say who works on it."""
        return self._done(id, "assigned", to or "nobody", self.clock(), lambda one: steps.assign(one, to))

    def mitigate(self, id: int, text: str = "") -> Record:
        """Say that the harm is over."""
        now = self.clock()
        return self._done(id, "mitigated", text, now, lambda one: steps.mitigate(one, now))

    def comment(self, id: int, text: str) -> Record:
        """Write a line into its timeline.

        Raises:
            UsageError: There is none of that number, or the line is empty.
        """
        if not text.strip():
            raise UsageError("a comment has words.")
        return self._done(id, "comment", text.strip(), self.clock(), lambda one: one)

    def close(
        self,
        id: int,
        assessment: Judgement,
        *,
        root_cause: str = "",
        resolution: str = "",
        duplicate_of: int | None = None,
        promote_since: datetime | None = None,
        promote_until: datetime | None = None,
        force: bool = False,
    ) -> Record:
        """Say what it was; of one that is over too, and again where that was wrong.

        Args:
            id: Its number.
            assessment: `true_positive`, `false_positive`, `expected_change` or `duplicate`.
            root_cause: A word of `alerts.incident.CAUSES`, and what happened after a colon.
            resolution: What mended it.
            duplicate_of: The other incident, of a duplicate.
            promote_since: Of an expected change: rows from this time on become the reference.
            promote_until: Where they end; at the last window that was judged when not given.
            force: Though its alerts fire.

        Raises:
            UsageError: Something is missing or cannot be; then nothing is changed.
        """
        closing = Closing(assessment, root_cause, resolution, duplicate_of)
        if promote_since is None and promote_until is not None:
            raise UsageError("rows become the reference from a time on. Say which, too.")
        if promote_since is not None and assessment != "expected_change":
            raise UsageError("only an expected change makes rows the reference.")
        self._check(id, closing, force=force or promote_since is not None)
        now = self.clock()
        text = self._promoted(id, promote_since, promote_until, now) if promote_since is not None else ""
        said = ". ".join(part for part in (assessment, root_cause, resolution, text) if part)
        return self._done(id, "closed", said, now, lambda one: steps.close(one, closing, now))

    def _check(self, id: int, closing: Closing, *, force: bool) -> None:
        with self.store.reading() as tx:
            steps.close(_get(tx, id), closing, self.clock())
            if closing.duplicate_of is not None:
                _get(tx, closing.duplicate_of)
            firing = [row for row in incidents.episodes(tx, id) if row.state == "firing"]
        if firing and not force:
            raise UsageError(f"incident {id}: {firing[0].monitor} still fires. Wait until it is over, or add --force.")

    def _promoted(self, id: int, since: datetime, until: datetime | None, now: datetime) -> str:
        with self.store.reading() as tx:
            entity = self.settings.entity(_get(tx, id).entity)
            end = until or verdicts.judged_until(tx, entity.name)
        assert end is not None  # noqa: S101 - an alert comes from a window that was judged
        made = reference_acts.promote(self.store, entity, since, end, now, self.by)
        return f"The reference is {made.name} from now on."

    def _done(self, id: int, kind: str, text: str, now: datetime, step: Callable[[Incident], Incident]) -> Record:
        with self.store.transaction() as tx:
            tx.alone("incident", _get(tx, id).incident_key)
            before = _get(tx, id)
            after = step(before)
            incidents.put(tx, after)
            incidents.say(tx, IncidentEventRow(id, now, self.by, kind, text))
            detail = {"incident": id, "text": text}
            audit.put(tx, AuditRow(now, self.by, f"incident.{kind}", before.entity, detail))
        return record(after)


def record(one: Incident) -> Record:
    """An incident as plain values."""
    return {
        "id": one.id,
        "entity": one.entity,
        "status": one.status,
        "severity": one.severity,
        "title": one.title,
        "owner": one.owner,
        "assignee": one.assignee,
        "started_at": stamp(one.started_at),
        "detected_at": stamp(one.detected_at),
        "acked_at": stamp(one.acked_at),
        "acked_by": one.acked_by,
        "mitigated_at": stamp(one.mitigated_at),
        "resolved_at": stamp(one.resolved_at),
        "reopened_count": one.reopened_count,
        "assessment": one.assessment or None,
        "previous_assessment": one.previous_assessment or None,
        "root_cause": one.root_cause,
        "resolution": one.resolution,
        "duplicate_of": one.duplicate_of,
    }


def _get(tx: Transaction, id: int) -> Incident:
    found = incidents.get(tx, id)
    if found is None:
        raise UsageError(f"there is no incident {id}. gnomon incidents list shows them.")
    return found
