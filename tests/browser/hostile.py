"""Hostile values: what a browser would run if a page put it in as markup, an address, a script or a template."""

from __future__ import annotations

import random

RUN = "window.ran=1"
SHAPES = (
    "<script>{run}</script>",
    "</script><script>{run}</script>",
    "<img src=x onerror={run}>",
    '"><svg onload={run}>',
    "' onmouseover='{run}' x='",
    '" autofocus onfocus="{run}" x="',
    "</textarea><img src=x onerror={run}>",
    "</title></style></template><script>{run}</script>",
    "<iframe srcdoc='<script>parent.{run}</script>'></iframe>",
    "<details open ontoggle={run}>",
    "javascript:{run}",
    "<a href=javascript:{run}>x</a>",
    "<math><mtext></p><img src=x onerror={run}>",
    "--><script>{run}</script><!--",
    "]]><script>{run}</script>",
    "{{{{ constructor.constructor('{run}')() }}}}",
    "${{{run}}}`{run}`",
    "&lt;script&gt;{run}&lt;/script&gt;",
    "\\u003cscript\\u003e{run}\\u003c/script\\u003e",
    "<style>@import 'javascript:{run}'</style>",
    "<base href=javascript:{run}//>",
    "<meta http-equiv=refresh content='0;url=javascript:{run}'>",
    "<object data=javascript:{run}></object>",
    "<form action=javascript:{run}><button autofocus>",
    "<input onfocus={run} autofocus>",
)


def values(count: int) -> list[str]:
    """Return so many different ones, the same at each run: first each shape, then two together, in odd case."""
    chance = random.Random(300)
    every = [shape.format(run=RUN) for shape in SHAPES]
    made = dict.fromkeys(every)
    while len(made) < count:
        pair = "".join(chance.sample(every, 2))
        made["".join(chance.choice((letter.upper(), letter)) for letter in pair) if chance.random() < 0.3 else pair] = (
            None
        )
    return list(made)[:count]
