"""The pictures of help, as a browser shows them under the site's own policy."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect


def test_no_picture_is_fetched_before_a_reader_opens_it(page: Page, site: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{site}/help/cru/", wait_until="networkidle")
    assert [path for path in asked if path.endswith(".png")] == []
    with page.expect_response("**/cru-pencil.png"):
        page.get_by_text("Picture: The pencil").click()
    expect(page.get_by_role("img", name="The pencil:")).to_be_visible()
    assert [path for path in asked if path.endswith(".png")] == ["/help/cru-pencil.png"]


def test_a_picture_is_opened_by_key(page: Page, site: str):
    page.goto(f"{site}/help/cru/")
    page.get_by_text("Picture: A search").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="A search:")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_each_picture_is_shown_when_the_reader_opens_it_and_fits_the_page(page: Page, site: str, width: int):
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"{site}/help/cru/")
    for summary in page.locator(".cru-picture > summary").all():
        summary.click()
    shown = page.locator("article img")
    assert shown.count() >= 10
    for picture in shown.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        wide, natural, ratio = picture.evaluate(
            "one => [one.clientWidth, one.naturalWidth, one.naturalHeight * one.clientWidth / one.clientHeight]"
        )
        assert 0 < wide <= min(natural, width)
        assert ratio == pytest.approx(natural, rel=0.02)
    assert page.evaluate("document.documentElement.scrollWidth") == width
