"""Which providers the settings call for, in order."""

from __future__ import annotations

from deckwire_kit.logs import logger
from pydantic import SecretStr

from ..ports import ImageProvider
from ..settings import PROVIDERS, ImagegenSettings
from .http import Deadlines
from .openai_images import OpenAIImagesOptions, OpenAIImagesProvider
from .pexels import PexelsOptions, PexelsProvider
from .runware import RunwareOptions, RunwareProvider


def providers_of(settings: ImagegenSettings) -> list[ImageProvider]:
    """Return the providers that are named (all, if none is) and have what they need, in the order given.

    Artwork is not among them: it needs nothing and is always the last resort. A named provider without its key
    is left out and said so; an unknown name raises ValueError.
    """
    named = [name.strip().lower() for name in settings.image_providers.split(",") if name.strip()]
    unknown = [name for name in named if name not in PROVIDERS]
    if unknown:
        raise ValueError(f"IMAGE_PROVIDERS names {', '.join(unknown)}; known are {', '.join(PROVIDERS)}")
    providers: list[ImageProvider] = []
    for name in dict.fromkeys(named or PROVIDERS):
        if name == "artwork":
            continue
        provider = _provider(name, settings)
        if provider is not None:
            providers.append(provider)
        elif named:
            logger.bind(provider=name).warning("a picture provider is named in IMAGE_PROVIDERS but has no key")
    return providers


def _provider(name: str, settings: ImagegenSettings) -> ImageProvider | None:
    deadlines = Deadlines(settings.image_connect_timeout_s, settings.image_read_timeout_s, settings.image_timeout_s)
    at_once, most = settings.image_provider_concurrency, settings.image_max_bytes
    if name == "runware" and (key := _secret(settings.runware_api_key)):
        return RunwareProvider(
            key,
            RunwareOptions(
                url=settings.runware_base_url,
                model=settings.image_runware_model,
                price_usd=settings.image_runware_price_usd,
                concurrency=at_once,
                output=settings.image_runware_output,
                delivery=settings.image_runware_delivery,
                poll_s=settings.image_poll_s,
                max_bytes=most,
                deadlines=deadlines,
            ),
        )
    if name == "pexels" and (key := _secret(settings.pexels_api_key)):
        return PexelsProvider(key, PexelsOptions(settings.image_pexels_base_url.rstrip("/"), at_once, most, deadlines))
    endpoint = _endpoint(name, settings)
    if endpoint is None:
        return None
    return OpenAIImagesProvider(
        OpenAIImagesOptions(
            name=name,
            title=endpoint.title,
            url=endpoint.url,
            model=endpoint.model,
            dialect=endpoint.dialect,
            api_key=endpoint.api_key,
            quality=settings.image_openai_quality,
            price_usd=endpoint.price_usd,
            concurrency=at_once,
            max_bytes=most,
            deadlines=deadlines,
        )
    )


def _endpoint(name: str, settings: ImagegenSettings) -> OpenAIImagesOptions | None:
    if name == "openai" and (key := _secret(settings.openai_api_key)):
        return OpenAIImagesOptions(
            name=name,
            title="OpenAI",
            url=settings.image_openai_base_url.rstrip("/") + "/images/generations",
            model=settings.image_openai_model,
            dialect="openai",
            api_key=key,
            price_usd=settings.image_openai_price_usd,
        )
    if name == "openrouter" and (key := _secret(settings.openrouter_api_key)):
        return OpenAIImagesOptions(
            name=name,
            title="OpenRouter",
            url=settings.openrouter_base_url.rstrip("/") + "/images",
            model=settings.image_openrouter_model,
            dialect="openrouter",
            api_key=key,
            price_usd=settings.image_openrouter_price_usd,
        )
    if name == "local" and settings.image_base_url and settings.image_model:
        return OpenAIImagesOptions(
            name=name,
            title="The local picture server",
            url=settings.image_base_url.rstrip("/") + "/images/generations",
            model=settings.image_model,
            dialect="local",
            api_key=_secret(settings.image_api_key),
            price_usd=settings.image_price_usd,
        )
    return None


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value().strip() or None if value else None
