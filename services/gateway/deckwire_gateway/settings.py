"""Settings of the gateway, from the environment or a `.env` file."""

from __future__ import annotations

from deckwire_kit.settings import ServiceSettings
from pydantic import AliasChoices, Field, SecretStr, field_validator

MIN_SECRET_BYTES = 32
MB = 1_000_000


class SettingsError(Exception):
    """The settings do not allow the service to start; the message says what to change."""


class GatewaySettings(ServiceSettings):
    """What the gateway needs to know; durations are seconds, sizes are bytes.

    `port` 0 picks a free port. `rate_limit` is in the notation of the `limits` library and counts writes of one
    tenant at one replica. `origins` are the web origins, besides the gateway's own, that may call it.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)
    public_url: str = ""
    origins: list[str] = Field(default_factory=list)
    rate_limit: str = "300/minute"
    deadline_s: float = Field(default=1800.0, gt=0)
    url_ttl_s: float = Field(default=86_400.0, ge=60)
    max_json_bytes: int = Field(default=2_500_000, ge=1000)
    max_upload_bytes: int = Field(default=50 * MB, ge=1000)
    keep_alive_s: float = Field(default=15.0, gt=0)
    stuck_client_s: float = Field(default=30.0, gt=0)
    listener_queue: int = Field(default=1000, ge=1)
    erase_again_s: float = Field(default=30.0, ge=0)
    llm_model: str = Field(default="", validation_alias=AliasChoices("LLM_MODEL", "llm_model"))
    llm_base_url: str = Field(default="", validation_alias=AliasChoices("LLM_BASE_URL", "llm_base_url"))
    llm_api_key: SecretStr | None = Field(default=None, validation_alias=AliasChoices("LLM_API_KEY", "llm_api_key"))
    openrouter_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("OPENROUTER_API_KEY", "openrouter_api_key")
    )

    @field_validator("public_url")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @property
    def production(self) -> bool:
        """Whether callers must sign in."""
        return self.project_env == "production"

    @property
    def models(self) -> list[str]:
        """The configured model names in the order of fallback."""
        return [name.strip() for name in self.llm_model.split(",") if name.strip()]

    @property
    def offline(self) -> bool:
        """Whether decks are written without a model."""
        return not (self.llm_base_url or self.llm_api_key or self.openrouter_api_key)

    @property
    def secret(self) -> bytes | None:
        """The secret that signs tokens, or None when there is none."""
        return self.jwt_secret_key.get_secret_value().encode() if self.jwt_secret_key else None

    def require_safe(self) -> None:
        """Raise SettingsError when production would run without a strong secret."""
        if not self.production:
            return
        if not self.secret:
            raise SettingsError(
                "PROJECT_ENV is production but JWT_SECRET_KEY is not set; "
                'set it to a random value, for example from `python -c "import secrets; print(secrets.token_hex(32))"`'
            )
        if len(self.secret) < MIN_SECRET_BYTES or len(set(self.secret)) < 10:
            raise SettingsError(
                f"PROJECT_ENV is production but JWT_SECRET_KEY is weak; it needs at least {MIN_SECRET_BYTES} random "
                'bytes, for example from `python -c "import secrets; print(secrets.token_hex(32))"`'
            )
