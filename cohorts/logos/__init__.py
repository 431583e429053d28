"""Logos: whether a file is a picture that browsers can show safely and sheets can print."""

from cohorts.logos.check import LARGEST, checked
from cohorts.logos.refusal import NotALogo, Why

__all__ = ["LARGEST", "NotALogo", "Why", "checked"]
