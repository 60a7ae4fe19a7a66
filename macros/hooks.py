"""Hooks: what MkDocs asks for at each step of a build; the only other place that knows the engine."""

from __future__ import annotations

import datetime
import functools
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import Environment
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from watchdog.observers.polling import PollingObserver

_log = logging.getLogger("mkdocs.hooks.cru")
_built: dict[str, Any] = {}


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check everything under docs/ before any page is rendered; stop the build on a problem."""
    root = str(Path(config.config_file_path).parent)
    if root not in sys.path:
        sys.path.insert(0, root)
    served = "SHOW_PROBLEMS" in os.environ
    if not served or _edited(Path(root) / "macros"):
        _forget_modules()
    import macros
    from macros import changes_page, checking, components, markup, problems, records, search, shipped, versions
    from macros import served as serving

    loaded, everything = checking.whole(Path(config.docs_dir), _today(root))
    wrong = [problems.as_text(problem) for problem in everything if not problem.warning]
    for problem in everything:
        _log.log(logging.INFO if problem.warning or served else logging.ERROR, problems.as_text(problem))
    if wrong and not served:
        raise Abort("The build stopped: correct what is named above, then build again.")
    if wrong:
        config.nav = None
    stale = serving.stale(loaded) if served and not wrong else None
    if served:
        _make_again(Path(config.site_dir), stale)
        serving.keep(None if wrong else loaded)
    # publish names the version; anything else that builds makes no version.
    name = os.environ.get("SITE_VERSION", "")
    words = versions.parse(name).words if name else ""
    config.extra.update(version_name=name, version_words=words)
    components.name_version(words)
    macros.use(loaded)
    _built.update(library=loaded, components=components, jinja=markup.JINJA)
    _built.update(noted=functools.partial(changes_page.noted, loaded, changes_page.major(loaded)))
    _built.update(records=records, search=search, shipped=shipped, wrong=wrong, whole=stale is None)
    return config


def _today(root: str) -> datetime.date:
    """Return the commit's date, so that a build repeats; the real one where there is none, or docs/ is edited since."""
    told = []
    for command in (("status", "--porcelain", "--", "docs"), ("log", "-1", "--format=%cs")):
        try:
            done = subprocess.run(["git", "-C", root, *command], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            return datetime.date.today()
        told.append(done.stdout.strip())
    edited, day = told
    return datetime.date.fromisoformat(day) if day and not edited else datetime.date.today()


def _edited(folder: Path) -> bool:
    """Say whether the machine itself was edited since a served site last asked."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    now = {str(path): path.stat().st_mtime_ns for path in files}
    kept = sys.modules.setdefault("cru_edited", ModuleType("cru_edited"))
    before, kept.__dict__["now"] = kept.__dict__.get("now"), now
    return before != now


def _make_again(site: Path, stale: frozenset[str] | None) -> None:
    """Take out of a served site what MkDocs must make again: it makes what is not there, or older than its file."""
    logging.getLogger("mkdocs.commands.build").addFilter(_wanted)
    if stale is None:
        utils.clean_directory(str(site))
    for name in stale or ():
        Path(File(name, "", str(site), True).abs_dest_path).unlink(missing_ok=True)


def _wanted(record: logging.LogRecord) -> bool:
    """Leave out MkDocs' warning that a build makes only what changed: _make_again says what that is."""
    return "'dirty' build" not in str(record.msg)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Look for edits five times a second, in place of MkDocs' twice."""
    for path in (config.docs_dir, config.config_file_path):
        server.unwatch(path)
    server.observer = PollingObserver(timeout=0.2)
    for path in (config.docs_dir, config.config_file_path):
        server.watch(path)
    return server


def _forget_modules() -> None:
    """Let a served site see an edited module: a package is imported once and would stay stale."""
    for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
        del sys.modules[name]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the register as the force picker reads it, the letter rules as the draft checker does, and the search."""
    if _built["wrong"]:
        return _emptied(files, config)
    script = _built["components"].forces_script(_built["library"].forces.values())
    files.append(File.generated(config, "assets/forces.js", content=script))
    rules = _built["components"].rules_script(_built["library"].names)
    files.append(File.generated(config, "assets/rules-data.js", content=rules))
    # Search follows at the next build of the whole site.
    for name, content in _built["search"].files(_built["library"]) if _built["whole"] else ():
        files.append(File.generated(config, name, content=content))
    # Only what is published is ever compared.
    for name, content in _built["records"].files(_built["library"]) if config.extra["version_name"] else ():
        files.append(File.generated(config, name, content=content))
    return files


def _emptied(files: Files, config: MkDocsConfig) -> Files:
    """Return the site's own files and a page without words at each address: nothing with a problem is read.

    MkDocs serves no answer at all after a build that failed, so a served site says at each address what is wrong.
    """
    for file in [file for file in files if str(file.abs_src_path).startswith(f"{config.docs_dir}{os.sep}")]:
        files.remove(file)
        if file.src_uri.endswith(".md"):
            files.append(File.generated(config, file.src_uri, content=""))
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Leave out the lines that hold nothing but Jinja, and how far lines are set in, and mend the theme's HTML."""
    from macros import mending

    env.trim_blocks = True
    env.add_extension(mending.Mended)
    return env


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give a force its title, put the macro in place of a wording's words, and render what was checked alone."""
    if _built["wrong"]:
        page.meta.update(title="Not shown yet", hide=["toc", "navigation"])
        return ""
    kind, _, stem = page.file.src_uri.removesuffix(".md").partition("/")
    if kind == "forces" and stem in _built["library"].forces:
        page.meta.update(title=_built["library"].forces[stem].name, hide=["toc"])
    if kind in {"index", "letter", "decide"}:
        page.meta["hide"] = ["toc"]
    if kind == "wording" and stem in _built["library"].wordings:
        page.meta["hide"] = ["toc"]
        return f'{{{{ wording("{stem}") }}}}'
    body = str(_built["library"].pages[page.file.src_uri].body)
    # The plugin takes as long over a page that holds nothing for it as over one that does.
    page.meta["render_macros"] = bool(_built["jinja"].search(body))
    return body


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the heading and the state of the page before its words, and what belongs beside a wording after."""
    library, components = _built["library"], _built["components"]
    if _built["wrong"]:
        return str(components.render("problems", problems=_built["wrong"]))
    kind, _, stem = page.file.src_uri.removesuffix(".md").partition("/")
    if kind == "wording" and stem in library.wordings:
        html = f"{html}\n{components.about(library, library.wordings[stem])}"
    html = components.pictured(html, Path(config.docs_dir))
    title = str(page.meta.get("title", page.title))
    noted = _built["noted"](page.file.src_uri)
    return f"{components.head(library, page.file.src_uri, title)}\n{noted}\n{html}"


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the Content-Security-Policy, and stop where the site holds what may not be published."""
    faults = _built["shipped"].finish(Path(config.site_dir)) if _built["whole"] else []
    for fault in faults:
        _log.error(fault)
    if faults:
        raise Abort("The build stopped: what is named above may not be published.")
