"""The regulator's register in the browser: brought in, held against what is published, refused with a sentence."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.frameworks.test_register import KELP, lines

AT = "/centre/qualifications/register/"
NUMBERED = dict(
    build.SMALL, title="Diploma in Kelp", qualifications=[dict(build.SMALL["qualifications"][0], accreditation_number="601/4756/8")]
)


def given(data: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("register.csv", data, "text/csv")}


def test_a_list_is_brought_in_and_says_what_it_knows_of_the_published(cast: Cast, enter: Enter) -> None:
    build.specification(cast, NUMBERED)
    page = enter("cora")
    assert "No register is here yet" in page.get(AT).content.decode()
    said = page.post(AT, given(lines(KELP, "601/3562/1,,,,,,")), follow=True).content.decode()
    assert "1 qualification of the register is here." in said
    assert "line 3: The number or the title is missing." in said
    assert "By the register, registration for Level 2 Certificate in Lamp Keeping ended on 31 August 2025." in said
    assert "The register gives Level 2 Certificate in Lamp Keeping 50 credits; its rules ask for 5." in said


@pytest.mark.parametrize(("data", "sentence"), [(b"a,b\n1,2", "no column “Qualification Number”"), (b"", "That file is empty")])
def test_what_is_no_register_comes_back_with_a_sentence(enter: Enter, data: bytes, sentence: str) -> None:
    answer = enter("cora").post(AT, given(data))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_only_the_manager_brings_it_in(enter: Enter) -> None:
    assert enter("asif").get(AT).status_code == 404
    assert "No register is here yet" in enter("stan").get(AT).content.decode() or enter("stan").get(AT).status_code == 404


@pytest.mark.parametrize("published", [1, 3])
def test_the_page_asks_the_same_of_one_and_of_three(
    cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, published: int
) -> None:
    for i in range(published):
        build.specification(cast, dict(NUMBERED, title=f"Diploma in Kelp {i}"))
    page = enter("cora")
    page.post(AT, given(lines(KELP)))
    page.get(AT)
    with django_assert_num_queries(QUERIES):
        page.get(AT)


QUERIES = 7
