"""Sums as a workbook writes them: "likelihood * impact", "leavers / staff * 100", "sum(steps.minutes)", "days(came, answered)".

A sum is read once into names and calls, so that what it asks for can be checked before anybody types a number. What is
missing makes the whole sum missing: it is never taken for nought.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from functools import cache

LONGEST = 200  # characters of one sum
LARGEST = Decimal(10) ** 18  # what is larger is nobody's figure, and no page could show it
OVER_COLUMNS = ("sum", "average", "count", "lowest", "highest")
ALL = (*OVER_COLUMNS, "days")


class Unreadable(ValueError):
    """A sum that is not written as a sum. The text is the part that cannot be read."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a sum may look up: numbers and days by name, columns as (table, column); a column that is withheld is None."""

    numbers: Mapping[str, Decimal | None] = field(default_factory=dict)
    days: Mapping[str, date | None] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], Sequence[Decimal] | None] = field(default_factory=dict)


@cache
def _tree(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise Unreadable(text[:40])
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(text) from error
    _check(tree)
    return tree


def _check(node: ast.expr) -> None:
    match node:
        case ast.Constant(value=bool()):
            raise Unreadable(ast.unparse(node))
        case ast.Name() | ast.Constant(value=int() | float()):
            return
        case ast.UnaryOp(op=ast.USub(), operand=part):
            _check(part)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=right):
            _check(left)
            _check(right)
        case ast.Call(func=ast.Name(id=name), args=[ast.Attribute(value=ast.Name())], keywords=[]) if name in OVER_COLUMNS:
            return
        case ast.Call(func=ast.Name(id="days"), args=[ast.Name(), ast.Name()], keywords=[]):
            return
        case _:
            raise Unreadable(ast.unparse(node))


def asked_for(text: str) -> Iterator[tuple[str, str]]:
    """What a sum looks up: ("number", name), ("day", name) or ("column", "table.column"). Raises Unreadable."""
    return _asked(_tree(text))


def _asked(node: ast.expr) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Name(id=name):
            yield "number", name
        case ast.UnaryOp(operand=part):
            yield from _asked(part)
        case ast.BinOp(left=left, right=right):
            yield from _asked(left)
            yield from _asked(right)
        case ast.Call(func=ast.Name(id="days"), args=parts):
            yield from (("day", part.id) for part in parts if isinstance(part, ast.Name))
        case ast.Call(args=[ast.Attribute(value=ast.Name(id=table), attr=column)]):
            yield "column", f"{table}.{column}"


def worked_out(text: str, known: Known) -> Decimal | None:
    """What the sum comes to, or nothing while something in it is missing, divides by nought or grows past all size. Raises Unreadable."""
    with localcontext() as context:
        context.prec = 24
        try:
            found = _value(_tree(text), known)
        except (DivisionByZero, InvalidOperation, Overflow):
            return None
    return found if found is not None and found.is_finite() and abs(found) <= LARGEST else None


def _value(node: ast.expr, known: Known) -> Decimal | None:
    match node:
        case ast.Constant(value=number):
            return Decimal(str(number))
        case ast.Name(id=name):
            return known.numbers.get(name)
        case ast.UnaryOp(operand=part):
            found = _value(part, known)
            return None if found is None else -found
        case ast.BinOp(left=left, op=op, right=right):
            return _joined(_value(left, known), op, _value(right, known))
        case ast.Call(func=ast.Name(id="days"), args=[ast.Name(id=first), ast.Name(id=last)]):
            begun, ended = known.days.get(first), known.days.get(last)
            return Decimal((ended - begun).days) if begun and ended else None
        case ast.Call(func=ast.Name(id=name), args=[ast.Attribute(value=ast.Name(id=table), attr=column)]):
            return over(name, known.columns.get((table, column), ()))
    raise Unreadable(ast.unparse(node))


def _joined(left: Decimal | None, op: ast.operator, right: Decimal | None) -> Decimal | None:
    if left is None or right is None:
        return None
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
    return left / right if right else None


def over(name: str, numbers: Sequence[Decimal] | None) -> Decimal | None:
    """A column as one number. An empty column counts nought; it has no sum, no average, no lowest and no highest.

    None is a column that is withheld: nothing is known of it, not even that it is empty.
    """
    if numbers is None:
        return None
    if name == "count":
        return Decimal(len(numbers))
    if not numbers:
        return None
    match name:
        case "sum":
            return sum(numbers, Decimal(0))
        case "average":
            return sum(numbers, Decimal(0)) / len(numbers)
        case "lowest":
            return min(numbers)
        case "highest":
            return max(numbers)
    raise Unreadable(name)
