"""How the CASE service says that something was not to be: the format's own body, with a sentence for whoever reads it."""

from collections.abc import Mapping

from django.http import JsonResponse

UNKNOWN = "unknownobject"
NO_UUID = "invalid_uuid"
WRONG_FIELD = "invalid_selection_field"


def refusal(status: int, sentence: str, *, minor: str = "", field: str = "", headers: Mapping[str, str] | None = None) -> JsonResponse:
    """A refusal with its reason. `minor` is the format's word for it, `field` what of the request it is about."""
    body = {"imsx_codeMajor": "unsupported" if status == 405 else "failure", "imsx_severity": "error", "imsx_description": sentence}
    if minor:
        fields = [{"imsx_codeMinorFieldName": field, "imsx_codeMinorFieldValue": minor}]
        return JsonResponse(body | {"imsx_codeMinor": {"imsx_codeMinorField": fields}}, status=status, headers=headers)
    return JsonResponse(body, status=status, headers=headers)
