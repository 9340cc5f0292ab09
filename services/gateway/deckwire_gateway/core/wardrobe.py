"""What the ids and names of themes and masters in a request stand for."""

from __future__ import annotations

from collections.abc import Collection

from deckwire_contracts import Brand, Look, TemplateRef

from .access import Principal
from .body import invalid
from .brands import Themes
from .templates import Templates

_SHORTEST_NAME = 3
_MOST_NAMED = 8


class Wardrobe:
    """Finds the brands and masters of a tenant; `catalogue` are the ids of the themes that anybody has."""

    def __init__(self, *, brands: Themes, templates: Templates, catalogue: Collection[str]) -> None:
        self._brands = brands
        self._templates = templates
        self.catalogue = catalogue

    async def look(self, principal: Principal, *, theme: str | None, template: str | None) -> Look | None:
        """Return what a theme and a master stand for, None for a theme of the catalogue and no master.

        Raises ProblemError for an id that the tenant does not have; one that is None or empty stands for nothing.
        """
        master, brand = None, None
        if template:
            master = await self._templates.find(principal.tenant, template)
            if master is None:
                raise invalid(("template", "is not the id of a template"))
        if theme and theme not in self.catalogue:
            brand = await self._brands.find(principal.tenant, theme)
            if brand is None:
                raise invalid(("theme", f"is not known; the themes are {', '.join(sorted(self.catalogue))}"))
        return Look(brand=brand, template=master) if brand or master else None

    async def named(self, principal: Principal, words: str) -> list[Look]:
        """Return the tenant's own brands and masters whose id or title stands in what somebody said."""
        said = _plain(words)
        brands = [Look(brand=brand) for brand in await self._brands.own(principal.tenant) if _is_named(said, brand)]
        masters = [Look(template=one) for one in await self._templates.own(principal.tenant) if _is_named(said, one)]
        return [*brands, *masters][:_MOST_NAMED]


def _is_named(said: str, thing: Brand | TemplateRef) -> bool:
    names = [_plain(thing.id), _plain(thing.title)]
    return any(len(name.strip()) >= _SHORTEST_NAME and name in said for name in names)


def _plain(text: str) -> str:
    """A text as words between single blanks, with one at either end, so that a name is found only as whole words."""
    return f" {' '.join(''.join(c if c.isalnum() else ' ' for c in text.casefold()).split())} "
