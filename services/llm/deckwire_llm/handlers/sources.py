"""Source material: read from uploads once, then kept as an artifact and in a small cache."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from deckwire_contracts import ArtifactRef, DeckRequested, ProblemCode, ProblemError, SourceFile
from deckwire_kit.artifacts import ArtifactMissingError, Artifacts

from deckwire_llm.core.material import Material
from deckwire_llm.ports import DocumentReader

_MEDIA_TYPE = "application/json"
_KEPT = 16


class Sources:
    """Reads documents and material; one per process."""

    def __init__(self, artifacts: Artifacts, documents: DocumentReader[Material]) -> None:
        self._artifacts = artifacts
        self._documents = documents
        self._kept: OrderedDict[str, Material] = OrderedDict()

    async def documents(self, requested: DeckRequested) -> list[Material]:
        """Return what the request's files say, in order; raises ProblemError for one that cannot be read."""
        return list(await asyncio.gather(*(self._read(source) for source in requested.sources)))

    async def _read(self, source: SourceFile) -> Material:
        try:
            data = await self._artifacts.get(source.artifact)
        except ArtifactMissingError as error:
            raise ProblemError.of(
                ProblemCode.SOURCE_UNREADABLE,
                f"{source.name} is not stored any more.",
                hint="Upload the file again.",
            ) from error
        return await self._hung(await self._documents.read(source.name, data))

    async def _hung(self, material: Material) -> Material:
        """Store the pictures of a document, and return it with the references in its figures."""
        kinds = {figure.sha256: figure.media_type for _, figure in material.figures()}
        given = {sha: data for sha, data in material.pictures.items() if sha in kinds}
        refs = await asyncio.gather(*(self._artifacts.put(data, kinds[sha]) for sha, data in given.items()))
        return material.with_images(dict(zip(given, refs, strict=True)))

    async def keep(self, material: Material | None) -> ArtifactRef | None:
        """Store material for the writers of slides; nothing is stored when it holds nothing."""
        if material is None or not material.sections:
            return None
        ref = await self._artifacts.put(material.model_dump_json().encode(), _MEDIA_TYPE)
        self._remember(ref, material)
        return ref

    async def material(self, ref: ArtifactRef | None) -> Material | None:
        """Return the material of `ref`; raises ArtifactMissingError when it is gone."""
        if ref is None:
            return None
        known = self._kept.get(ref.key)
        if known is None:
            known = Material.model_validate_json(await self._artifacts.get(ref))
            self._remember(ref, known)
        self._kept.move_to_end(ref.key)
        return known

    def _remember(self, ref: ArtifactRef, material: Material) -> None:
        self._kept[ref.key] = material
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
