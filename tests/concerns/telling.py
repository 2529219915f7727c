"""Cases as tests need them: raised at the open door, and taken."""

from io import BytesIO
from uuid import UUID

from PIL import Image

from milepost.concerns import actions
from milepost.concerns.models import Case, CaseFile
from tests.cast import Cast

WORRY = "They put me down as present on days when I was not there."
SEED = "the-seed-of-one-form-as-it-comes-to-us"


def told(cast: Cast, text: str = WORRY, *, seed: str = SEED, about: str = "", pictures: list[bytes] | None = None) -> tuple[Case, str]:
    """A case that somebody raised without their name, and its five words."""
    by = actions.somebody(cast.centre)
    return actions.raise_case(cast.centre, by=by, seed=seed, text=text, about=about, pictures=pictures or [])


def told_by(cast: Cast, who: str = "lena", text: str = WORRY, *, seed: str = f"{SEED}-of-an-account") -> Case:
    """A case that somebody told with their account."""
    return actions.raise_case(cast.centre, by=cast.as_(who), seed=seed, text=text)[0]


def taken(cast: Cast, case: Case, who: str = "quentin") -> Case:
    return actions.take_case(case, by=cast.as_(who), uninvolved=True)


def a_case(cast: Cast) -> dict[str, UUID]:
    """The address of a case that waits."""
    return {"uuid": told(cast)[0].uuid}


def told_by_lena(cast: Cast) -> dict[str, UUID]:
    """The address of what Lena told with her account."""
    return {"uuid": told_by(cast).uuid}


def a_picture(cast: Cast) -> dict[str, UUID]:
    """The address of a picture of a case that Quentin has taken."""
    kept = BytesIO()
    Image.new("RGB", (60, 40), "green").save(kept, "PNG")
    case = taken(cast, told(cast, seed=f"{SEED}-with-a-picture", pictures=[kept.getvalue()])[0])
    return {"uuid": case.uuid, "picture": CaseFile.objects.get(word__case=case).uuid}
