"""The source: the e-mail stays as it was supplied, byte for byte, whatever else changes in docs/."""

import hashlib
import re

import pytest
from conftest import ROOT

from macros.library import Library

SOURCE = ROOT / "docs" / "advice" / "1750-22" / "source.txt"
SUPPLIED = ROOT.parent / "shared" / "source" / "cru-email.txt"
SHA_256 = "2bbf95c196d0fabe715ff2edec7c68e911c845de22b778d9c1f1b3c2438cab44"


def test_the_source_is_the_supplied_email_byte_for_byte():
    assert hashlib.sha256(SOURCE.read_bytes()).hexdigest() == SHA_256


def test_the_email_beside_this_checkout_is_the_same():
    if not SUPPLIED.exists():
        pytest.skip(f"{SUPPLIED} is not beside this checkout: it is not part of the project")
    assert SOURCE.read_bytes() == SUPPLIED.read_bytes()


def test_the_source_is_read_as_it_stands(loaded: Library):
    raw = SOURCE.read_bytes()
    assert (len(raw), raw[:2], raw[-1:]) == (6448, b"\n\n", b".")
    assert loaded.sources["1750-22"].text.encode() == raw


def test_the_sources_wording_is_17_blocks(loaded: Library):
    blocks = loaded.sources["1750-22"].blocks
    assert list(blocks) == [f"W{number:02}" for number in range(1, 18)]
    assert blocks["W01"] == "Section 24(2) National Security and Section 31(3) Law Enforcement"
    assert blocks["W05"] == "Factors in favour of disclosure:"
    assert blocks["W13"] == "Balancing test"
    assert blocks["W14"].endswith(f" {blocks['W17']}")


def test_the_sources_names_are_where_they_were_counted(loaded: Library):
    blocks = loaded.sources["1750-22"].blocks
    counted = {
        literal: {name: count for name, text in blocks.items() if (count := len(re.findall(rf"\b{literal}\b", text)))}
        for literal in ("MPS", "Met", "Palantir Technologies", "their", "we", "us", "our")
    }
    assert counted["MPS"] == {"W04": 1, "W06": 1, "W15": 2, "W16": 1}
    assert counted["Met"] == {"W09": 1, "W10": 2, "W14": 1}
    assert counted["Palantir Technologies"] == {"W09": 1, "W14": 1}
    assert (sum(counted["we"].values()), sum(counted["us"].values()), sum(counted["our"].values())) == (2, 1, 2)


def test_the_remark_on_applicant_and_motive_is_in_the_source():
    assert "Whilst applicant and motive blind" in SOURCE.read_text(encoding="utf-8")
