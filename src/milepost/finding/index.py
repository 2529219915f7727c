"""The index: full text of PostgreSQL, FTS5 on SQLite. Triggers keep it, so that no way of writing a row goes round it.

It is put on anew after every migration that was applied (`milepost.apps`), because SQLite drops the triggers of a table that it makes over,
and where it stands otherwise than this file says. A start that migrates nothing leaves it alone.
`differences` compares it with the tables; a test does after everything that the cast does.
"""

# ruff: noqa: S608, S611, ISC004 - table and column names stand in this file; what somebody typed is a parameter
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

TABLE = "milepost_search"
PLACES = 16  # of a number in the index, which is that of the row times sixteen and that of the source
MOST_WORDS, LONGEST_WORD = 8, 40


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose text is searched: plain columns, texts anywhere in JSON columns, or there only those under some keys."""

    number: int
    table: str
    columns: tuple[str, ...]
    json: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


PERSON = Source(1, "milepost_person", ("name", "email"))
EMPLOYER = Source(2, "milepost_organisation", ("name",), json=("particulars",))
FILE = Source(3, "milepost_employerfile", ("does", "sites", "postcode", "website", "contact_name", "contact_email", "contact_phone"))
EVIDENCE = Source(4, "milepost_evidence", ("title",))
VISIT = Source(5, "milepost_visit", ("activity", "place"))
ENQUIRY = Source(6, "milepost_enquiry", ("organisation", "name", "email", "phone", "text"))
REGISTRATION = Source(7, "milepost_registration", ("uln",))
SPECIFICATION = Source(8, "milepost_specification", ("title", "number"), json=("document",), keys=("title", "code", "uan", "number", "key"))
MAIL = Source(9, "milepost_mail", ("subject", "sender_name", "sender_email", "text"), json=("people",), keys=("name", "email"))
CONTACT = Source(10, "milepost_contact", ("with_whom", "text", "reference", "next_step"))
SOURCES = (PERSON, EMPLOYER, FILE, EVIDENCE, VISIT, ENQUIRY, REGISTRATION, SPECIFICATION, MAIL, CONTACT)

# PostgreSQL has no folding of accents without an extension that not everybody may install.
_PLAIN = str.maketrans(
    {
        letter: unicodedata.normalize("NFKD", letter)[0]
        for letter in "àáâãäåāăąçćĉčďèéêëēĕęěĝğġģĥìíîïĩīĭįĵķĺļľñńņňòóôõöōŏőŕŗřśŝşšţťùúûüũūŭůűųŵýÿŷźżž"
    }
)
_ACCENTED, _FOLDED = ("".join(part) for part in zip(*((chr(code), plain) for code, plain in _PLAIN.items()), strict=True))


def words_of(text: str) -> list[str]:
    """What was typed, as words to look for; each may be the beginning of a longer one."""
    return [word[:LONGEST_WORD] for word in words_of_all(text)][:MOST_WORDS]


def words_of_all(text: str) -> list[str]:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", plain)


def rows(source: Source, words: Iterable[str]) -> RawSQL:
    """The rows of a source in which every word begins one, as a subquery of their keys."""
    words = list(words)
    if connection.vendor == "postgresql":
        return RawSQL(
            f"SELECT id / {PLACES} FROM {TABLE} WHERE words @@ to_tsquery('simple', %s) AND id %% {PLACES} = {source.number}",
            (" & ".join(f"'{word}':*" for word in words),),
        )
    return RawSQL(
        f"SELECT rowid / {PLACES} FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid %% {PLACES} = %s",
        (" ".join(f'"{word}"*' for word in words), source.number),
    )


# Putting on ---------------------------------------------------------------------------------------------------------


def _text(source: Source, row: str) -> str:
    """The text of a row, in SQL. `row` is "new" in a trigger, or the table."""
    parts = [f"coalesce({row}.{column}, '')" for column in source.columns]
    for column in source.json:
        if connection.vendor == "postgresql":
            paths = [f"strict $.**.{key}" for key in source.keys] or ["strict $.**"]
            parts += [
                f"coalesce((SELECT string_agg(piece #>> '{{}}', ' ') FROM jsonb_path_query({row}.{column}, '{path} ? (@.type() == \"string\")',"
                " '{}', true) AS piece), '')"
                for path in paths
            ]  # fmt: skip
        else:
            only = f" AND key IN ({', '.join(repr(key) for key in source.keys)})" if source.keys else ""
            parts.append(f"coalesce((SELECT group_concat(atom, ' ') FROM json_tree({row}.{column}) WHERE type = 'text'{only}), '')")
    whole = " || ' ' || ".join(parts)
    if connection.vendor == "postgresql":
        return f"regexp_replace(translate(lower({whole}), '{_ACCENTED}', '{_FOLDED}'), '[^[:alnum:]]+', ' ', 'g')"
    return f"({whole})"


def statements() -> list[str]:
    """Everything that makes the index and keeps it, in SQL of the database in use."""
    made: list[str] = []
    if connection.vendor == "postgresql":
        made += [
            f"CREATE TABLE IF NOT EXISTS {TABLE} (id bigint PRIMARY KEY, text text NOT NULL,"
            " words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, text)) STORED)",
            f"DROP INDEX IF EXISTS {TABLE}_words",
        ]
        made += [  # one for each source: a word that is in every row of one is no burden for the others
            f"CREATE INDEX IF NOT EXISTS {TABLE}_words_{source.number} ON {TABLE} USING gin (words) WHERE id % {PLACES} = {source.number}"
            for source in SOURCES
        ]
    else:
        made.append(f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(text, tokenize='unicode61 remove_diacritics 2', prefix='2 3')")
    for name, (table, event, body) in _triggers().items():
        if connection.vendor == "postgresql":
            made += [
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
                f"DROP TRIGGER IF EXISTS {name} ON {table}",
                f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
            ]
        else:
            made += [f"DROP TRIGGER IF EXISTS {name}", body]
    return made


def _triggers() -> dict[str, tuple[str, str, str]]:
    """By name: the table, what sets it off, and what the database keeps of it (a function's body, or the whole statement)."""
    found: dict[str, tuple[str, str, str]] = {}
    for source in SOURCES:
        put = f"INSERT INTO {TABLE}({_key()}, text) VALUES (new.id * {PLACES} + {source.number}, {_text(source, 'new')});"
        take = f"DELETE FROM {TABLE} WHERE {_key()} = old.id * {PLACES} + {source.number};"
        changed = f"UPDATE OF {', '.join((*source.columns, *source.json))}"
        for when, event, does in (("added", "INSERT", put), ("changed", changed, take + put), ("gone", "DELETE", take)):
            name = f"search_{source.table.removeprefix('milepost_')}_{when}"
            whole = f"CREATE TRIGGER {name} AFTER {event} ON {source.table} BEGIN {does} END"
            found[name] = (source.table, event, f" BEGIN {does} RETURN NULL; END " if connection.vendor == "postgresql" else whole)
    return found


def stands() -> bool:
    """Whether the index is kept by just the triggers that this file would put on."""
    asked = (
        "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgname LIKE 'search\\_%'"
        if connection.vendor == "postgresql"
        else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search\\_%' ESCAPE '\\'"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall()) == {name: body for name, (_table, _event, body) in _triggers().items()}


@transaction.atomic
def put_on() -> None:
    """Make the index where there is none, put the triggers on anew, and fill it from the tables."""
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)
    rebuild()


@transaction.atomic
def rebuild() -> None:
    """Fill the index anew from the tables."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
        for source in SOURCES:
            cursor.execute(f"INSERT INTO {TABLE}({_key()}, text) {_fresh(source)}")


def _key() -> str:
    return "id" if connection.vendor == "postgresql" else "rowid"


def _fresh(source: Source) -> str:
    return f"SELECT {source.table}.id * {PLACES} + {source.number}, {_text(source, source.table)} FROM {source.table}"


def differences() -> dict[str, int]:
    """By table, how many rows the index holds otherwise than the table, or holds and should not. Empty is good."""
    found: dict[str, int] = {}
    for source in SOURCES:
        held = f"SELECT {_key()}, text FROM {TABLE} WHERE {_key()} %% {PLACES} = {source.number}"
        fresh = _fresh(source)
        with connection.cursor() as cursor:
            count = 0
            for one, other in ((held, fresh), (fresh, held)):
                cursor.execute(f"SELECT count(*) FROM (SELECT * FROM ({one}) AS a EXCEPT SELECT * FROM ({other}) AS b) AS c", [])
                count += cursor.fetchone()[0]
        if count:
            found[source.table] = count
    return found


def after_migrating(*, plan: Sequence[object] | None = None, **_given: Any) -> None:
    """Called when every table is made: of an installation whose newest migration is not applied yet, nothing is touched.

    `plan` is empty where nothing was migrated, and None where the tables were emptied.
    """
    present = set(connection.introspection.table_names())
    if {source.table for source in SOURCES} <= present and (plan is None or plan or not stands()):
        put_on()
