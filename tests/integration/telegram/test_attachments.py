"""Names of files are the sender's word and are made safe."""

import pytest

from pd_intake_bot.telegram import attachments


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("договор.pdf", "договор.pdf"),
        ("../../etc/passwd", "etcpasswd"),
        ("..\\system.ini", "system.ini"),
        # Shown as "annexe.pdf" where the mark is obeyed.
        ("ann\u202efdp.exe", "annfdp.exe"),
        ("a\x00b\n.txt", "ab.txt"),
        ("...", ""),
        ("a" * 200 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_name_is_safe_to_show_and_to_save_under(name: str, clean: str) -> None:
    assert attachments.clean_name(name) == clean
