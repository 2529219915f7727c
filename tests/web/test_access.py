"""Every address is tried by everybody: each role, a stranger in each of his roles, and who has not signed in."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from milepost.people.models import Person
from milepost.people.words import Role
from tests.cast import STRANGERS_ROLES, Cast
from tests.fixtures import Enter
from tests.standing_ready import ready
from tests.web.access import PAGES
from tests.web.accounts import ACCOUNTS_ARGS, ACCOUNTS_CLOSED, ACCOUNTS_OPEN
from tests.web.opened import EVERYBODY, PLAYERS, Page
from tests.web.world import World, world

DOOR = reverse("account_login")
type Clients = dict[tuple[str | Person, Role], Client]


@pytest.fixture(scope="module")
def at(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for everybody here, taken back after the last test: each leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world(ready())
        transaction.set_rollback(True)


@pytest.fixture
def cast(at: World, db: None) -> Cast:
    return at.cast


def names(resolver: URLResolver) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry)
        elif isinstance(entry, URLPattern):
            yield entry.name or str(entry.pattern)


def test_every_address_stands_in_the_table_and_nothing_else_does() -> None:
    listed = {page.name for pages in PAGES.values() for page in pages} | ACCOUNTS_OPEN | ACCOUNTS_CLOSED
    assert set(names(get_resolver())) == listed


def ask(page: Page, address: str, client: Client, at: World) -> HttpResponse:
    """Ask as one person, and leave no trace: rows are rolled back, and the client stays signed in as it was."""
    data, cookies = dict(page.post(at)) if page.post else {}, client.cookies.copy()
    client.raise_request_exception = False  # one broken page must not hide what the others do
    with transaction.atomic():
        answer = (
            client.generic(page.verb, address, headers=page.headers)
            if page.method
            else (client.post(address, data, headers=page.headers) if page.post else client.get(address, headers=page.headers))
        )
        if answer.streaming:
            answer.getvalue()  # to its end, as a browser reads it
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def said(answer: HttpResponse) -> str:
    return f"{answer.status_code}{' to the door' if at_the_door(answer) else ''}"


def at_the_door(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith(DOOR)


def faults(page: Page, at: World, clients: Clients) -> Iterator[str]:
    """What is not as the table says. What an address names may have to be made: once for all who ask, and taken back after the last."""
    with transaction.atomic():
        yield from faults_at(page, page.address(at), at, clients)
        transaction.set_rollback(True)


def faults_at(page: Page, address: str, at: World, clients: Clients) -> Iterator[str]:
    anonymous = ask(page, address, Client(), at)
    if page.public:
        if anonymous.status_code not in (page.answers if page.roles else {404}):
            yield f"{page.name}: who is not signed in gets {said(anonymous)}"
    elif anonymous.status_code != page.at_the_door or (page.at_the_door == 302 and not at_the_door(anonymous)):
        yield f"{page.name}: who is not signed in gets {said(anonymous)}, not the door"
    everybodys = page.of is None or page.shared or page.roles == EVERYBODY
    tries: list[tuple[str | Person, Role, bool]] = [(PLAYERS[role], role, role in page.roles) for role in Role]
    tries += [("stan", role, role in page.roles and everybodys) for role in STRANGERS_ROLES]
    if not everybodys:
        tries += [(person, role, page.colleagues and role in page.roles) for person, role in at.not_theirs]
    for who, role, lets_in in tries:
        answer = ask(page, address, clients[who, role], at)
        # Where a page is about one's own portfolio, Stan has none.
        fine = {404} if not lets_in else {*page.answers, 404} if who == "stan" else page.answers
        if answer.status_code not in fine or (lets_in and at_the_door(answer)):
            yield f"{page.name}: {who} as {role} gets {said(answer)}, should {'be let in' if lets_in else 'get 404'}"


@pytest.mark.parametrize("audience", PAGES)
def test_each_page_is_there_for_whom_it_is_for_and_for_nobody_else(audience: str, at: World, enter: Enter) -> None:
    everybody = [*((PLAYERS[role], role) for role in Role), *(("stan", role) for role in STRANGERS_ROLES), *at.not_theirs]
    clients: Clients = {(who, role): enter(who, role) for who, role in everybody}
    assert [fault for page in PAGES[audience] for fault in faults(page, at, clients)] == []


@pytest.mark.parametrize("audience", PAGES)
def test_no_form_is_taken_from_another_site(audience: str, at: World, cast: Cast) -> None:
    """Each address that acts refuses a request that another site made in a signed-in person's name."""
    taken = []
    for page in PAGES[audience]:
        if page.verb != "POST" or not page.roles:
            continue
        client = Client(enforce_csrf_checks=True)
        client.force_login(getattr(cast, PLAYERS[sorted(page.roles)[0]]))
        if (answer := ask(page, page.address(at), client, at)).status_code != 403:
            taken.append(f"{page.name}: {said(answer)}")
    assert taken == []


@pytest.mark.parametrize("name", sorted(ACCOUNTS_CLOSED))
def test_what_one_does_with_ones_account_needs_signing_in(name: str, cast: Cast, enter: Enter) -> None:
    assert Client().get(reverse(name)).headers["Location"].startswith(DOOR)
    assert enter("asif").get(reverse(name)).status_code in (200, 302, 404)


@pytest.mark.parametrize("name", sorted(ACCOUNTS_OPEN))
def test_the_ways_in_are_open_and_give_nothing_away(name: str, cast: Cast, enter: Enter) -> None:
    address = reverse(name, kwargs=ACCOUNTS_ARGS.get(name))
    for client in (Client(), enter("asif")):
        assert client.get(address).status_code in (200, 302, 404)
