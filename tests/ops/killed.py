"""What the test of kills runs inside the installation that is being killed: `python -m tests.ops.killed begin|count`."""

import json
import sys
from typing import Any

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from milepost.assessment import facts  # noqa: E402
from milepost.base.models import Event, Telling  # noqa: E402
from milepost.base.verification import verify  # noqa: E402
from milepost.cli.migrate import make_ready  # noqa: E402
from milepost.notices.models import Notice  # noqa: E402
from milepost.people.models import Organisation, Person  # noqa: E402
from milepost.portfolios import progress  # noqa: E402
from milepost.portfolios.models import Claim, EvidenceVersion, Progress, Registration  # noqa: E402
from tests import build  # noqa: E402
from tests.cast import assemble  # noqa: E402


def begin() -> dict[str, Any]:
    """A centre with Lena's units agreed, and a session for each who acts."""
    make_ready()
    cast = assemble()
    made = build.with_units(cast)
    return {"sessions": {name: _session(getattr(cast, name)) for name in ("lena", "asif", "cora")}, "registration": str(made.uuid)}


def _session(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def count() -> dict[str, Any]:
    """What is there after the kills."""
    registration = Registration.objects.get()
    kept = Progress.objects.get()
    fields = [f.attname for f in Progress._meta.concrete_fields]
    before = {name: getattr(kept, name) for name in fields}
    anew = progress.refresh(registration, kept)
    return {
        "problems": [str(problem) for problem in verify()],
        "bodies": list(EvidenceVersion.objects.values_list("body", flat=True)),
        "versions": EvidenceVersion.objects.count(),
        "evidence_events": Event.objects.filter(name__in=["portfolios.evidence.added", "portfolios.evidence.replaced"]).count(),
        "claims": Claim.objects.filter(hand_in__isnull=False).count(),
        "claims_handed_in": sum(len(e.args["targets"]) for e in Event.objects.filter(name="portfolios.claims.handed_in")),
        "employers": list(Organisation.objects.filter(kind="employer").values_list("name", flat=True)),
        "hand_in_events": Event.objects.filter(name="portfolios.claims.handed_in").count(),
        "notices_of_hand_ins": Notice.objects.filter(person__name="Asif Rahman").count(),
        "untold": Telling.objects.filter(done_at=None).count(),
        "progress_as_worked_out": before == {name: getattr(anew, name) for name in fields},
        "marks_as_judged": facts.marks(registration) == before["marks"],
    }


if __name__ == "__main__":
    print(json.dumps({"begin": begin, "count": count}[sys.argv[1]]()))
