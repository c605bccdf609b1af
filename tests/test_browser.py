"""Where there is no browser: a skip that says so on a laptop, a failure in CI."""

import browser
import pytest


@pytest.fixture
def bare(monkeypatch):
    monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    return monkeypatch


def test_a_laptop_without_a_browser_skips_and_says_what_is_missing(bare):
    bare.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no Chromium here"):
        browser.find_chromium()


def test_where_ci_is_set_it_fails(bare):
    bare.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no Chromium here"):
        browser.find_chromium()
