"""Whom it concerns that a peer from outside has finished, or goes on after all: who sent them the link."""

from collections.abc import Callable, Iterator
from uuid import UUID

from milepost.base.models import Event
from milepost.notices import queries
from milepost.notices.employers import Concerned
from milepost.notices.words import Kind
from milepost.people.words import Role
from milepost.provider import words


def _to_who_asked(kind: Kind) -> Callable[[Event], Iterator[Concerned]]:
    """In the role in which they work on standards now; where they do not any more, whoever does."""

    def rule(event: Event) -> Iterator[Concerned]:
        letter = queries.peer_letter_of(UUID(event.args["letter"]))
        if letter is None:
            return
        said = {"who": letter.name, "standard": str(letter.held), "peers": str(letter.held.uuid)}
        keepers = [
            (person, role) for role in (Role.QUALITY_MANAGER, Role.CENTRE_MANAGER) for person in queries.people_in(role, letter.held.centre)
        ]
        asked = [(person, role) for person, role in keepers if person.pk == letter.sent_by.person_id][:1]
        for person, role in asked or [one for one in keepers if one[1] == keepers[0][1]]:
            yield Concerned(person, role, kind, said)

    return rule


RULES: dict[str, Callable[[Event], Iterator[Concerned]]] = {
    words.PEER_FINISHED: _to_who_asked(Kind.PEER_FINISHED),
    words.PEER_WENT_ON: _to_who_asked(Kind.PEER_WENT_ON),
}
