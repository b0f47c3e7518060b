"""Only known types of files are kept, for they stand in the clear."""

import pytest

from pd_intake_bot.domain import media_types


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("application/pdf", "application/pdf"),
        (" Image/JPEG ", "image/jpeg"),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("application/zhasyrynov", media_types.UNKNOWN),
        ("application/" + "a" * 1000, media_types.UNKNOWN),
        ("", media_types.UNKNOWN),
        (None, media_types.UNKNOWN),
    ],
)
def test_a_type_is_kept_where_it_is_known(told: str | None, kept: str) -> None:
    assert media_types.known(told) == kept
