"""What happens to every form before a page sees it."""

import pytest
from django.urls import reverse

from milepost.people.models import Organisation
from milepost.portfolios.models import Claim
from tests import build
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_nul_in_what_was_pasted_is_taken_out_and_the_rest_is_kept(cast: Cast, enter):
    enter("cora").post(reverse("centre_employers"), {"name": "Harbour\x00 Works"})
    assert Organisation.objects.filter(name="Harbour Works").exists()


def test_a_nul_in_a_place_is_taken_out_too(cast: Cast, enter):
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    enter("lena").post(reverse("learner_claim", args=[evidence.uuid]), {"claim": "L1:1.1", "where-L1:1.1": "para\x00 1", "act": "keep"})
    assert Claim.objects.get().locator == "para 1"
