"""The officer's page: fields, choices and copying, in a real browser on the built site."""

from conftest import answer, choose_force, clipboard
from playwright.sync_api import Page

from macros import fill
from macros.library import Library


def python_text(loaded: Library, wording_id: str, force_id: str, **answers: str) -> str:
    """Return what `python -m macros wording` prints for these answers."""
    item = loaded.wordings[wording_id]
    chosen = {name: answers.get(name, "yes") for name in item.choices}
    given, lacks, _ = fill.answer(item.blocks, item.fields, item.choices, loaded.forces[force_id], answers, chosen)
    assert lacks == []
    return fill.text(item.blocks, given)


def test_copied_text_equals_pythons_for_three_forces(page: Page, site: str, loaded: Library):
    page.goto(f"{site}/wording/full-ncnd/")
    answer(page)
    for force_id, typed in (("metropolitan", "Met Police"), ("psni", "PSNI"), ("devon-and-cornwall", "devon and")):
        choose_force(page, typed)
        page.locator("[data-copy=plain]").click()
        page.locator("[data-live]:not(:empty)").wait_for()
        assert clipboard(page) == python_text(loaded, "full-ncnd", force_id)
