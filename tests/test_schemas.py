"""The JSON Schemas that an editor uses are those of the models, and every data file fits its own."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import ROOT

from macros import schemas

FILES = {
    "advice": [path for path in sorted(ROOT.glob("docs/advice/*/*.md")) if path.name != "source.md"],
    "decision": sorted(ROOT.glob("docs/advice/*/decision.yml")),
    "force": [path for path in sorted(ROOT.glob("docs/forces/*.md")) if path.name != "index.md"],
    "provision": [path for path in sorted(ROOT.glob("docs/provisions/*.md")) if path.name != "index.md"],
    "rules": [ROOT / "macros/rules.yml"],
    "source": sorted(ROOT.glob("docs/advice/*/source.md")),
    "synonyms": [ROOT / "docs/synonyms.yml"],
    "wording": [path for path in sorted(ROOT.glob("docs/wording/*.md")) if path.name != "index.md"],
}
SPOILT = [
    ("advice", "status", "stale"),
    ("advice", "reference", "17-22-50"),
    ("decision", "questions", {"one": {"ask": "What?"}}),
    ("force", "regime", "EIR"),
    ("force", "nickname", "The Force"),
    ("provision", "exemption", "partial"),
    ("rules", "rules", [{"id": "x"}]),
    ("source", "marks", "none"),
    ("synonyms", "ncnd", "one phrase"),
    ("wording", "approval", "agreed"),
]


def data(path: Path) -> dict:
    """The data of a file as JSON has it: a day is a string."""
    text = path.read_text(encoding="utf-8")
    head = text.split("---\n")[1] if path.suffix == ".md" else text
    return json.loads(json.dumps(yaml.safe_load(head), default=str))


def judge(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((schemas.FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def test_every_schema_is_the_one_that_its_model_makes():
    kept = {path.stem: path.read_text(encoding="utf-8") for path in schemas.FOLDER.iterdir()}
    assert kept == {name: schemas.schema(name) for name in schemas.MODELS}, "write them anew: make schemas"


def test_the_command_writes_every_schema(tmp_path, monkeypatch):
    monkeypatch.setattr(schemas, "FOLDER", tmp_path / "schemas")
    schemas.write()
    assert {path.stem for path in schemas.FOLDER.iterdir()} == set(schemas.MODELS)


@pytest.mark.parametrize("name", schemas.MODELS)
def test_every_data_file_fits_its_schema(name):
    assert FILES[name]
    assert {
        str(path.relative_to(ROOT)): said
        for path in FILES[name]
        if (said := [fault.message for fault in judge(name).iter_errors(data(path))])
    } == {}


@pytest.mark.parametrize(("name", "key", "value"), SPOILT)
def test_a_spoilt_data_file_does_not_fit(name, key, value):
    assert not judge(name).is_valid({**data(FILES[name][0]), key: value})


@pytest.mark.parametrize("path", [*FILES["decision"], *FILES["rules"], *FILES["synonyms"]], ids=str)
def test_a_file_of_data_alone_names_its_schema_in_its_first_line(path):
    said = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8").splitlines()[0])
    assert said
    assert (path.parent / said[1]).resolve().parent == schemas.FOLDER
    assert (path.parent / said[1]).is_file()
