"""Texts can be read in both schemes."""

from __future__ import annotations

import pytest

from desktop.gui.style import TONES, contrast


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colour", ["text", "muted", "accent", "good", "warning", "bad"])
@pytest.mark.parametrize("ground", ["window", "base", "raised", "selected"])
def test_contrast(scheme, colour, ground) -> None:
    tones = TONES[scheme]
    assert contrast(getattr(tones, colour), getattr(tones, ground)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_on_the_accent(scheme) -> None:
    assert contrast(TONES[scheme].on_accent, TONES[scheme].accent) >= 4.5
