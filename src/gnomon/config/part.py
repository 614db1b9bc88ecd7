"""A part of the configuration: a frozen value that tells all its mistakes at once, in words.

pydantic stops at the fields of a part when one is wrong, and never comes to
what several fields say together. Here both are found: `across` looks at the
part as it was written, whatever its fields are like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from gnomon.config import mistakes
from gnomon.config.mistakes import Mistake, MistakesError
from gnomon.config.secrets import hidden_password
from gnomon.errors import UsageError

if TYPE_CHECKING:
    _Meta = type  # so that type checkers see pydantic's own signatures
else:

    class _Meta(type(BaseModel)):
        """Makes a call from Python tell its mistakes as gnomon does."""

        def __call__(cls, *args: Any, **given: Any) -> Any:  # noqa: ANN401
            """Make a part, or say everything that is wrong with it."""
            found = []
            try:
                return super().__call__(*args, **given)
            except ValidationError as error:
                found = [str(each) for each in mistakes.of(error, cls)]
            listed = found[0] if len(found) == 1 else "\n  ".join([f"{len(found)} mistakes.", *found])
            raise UsageError(f"{cls.__name__}: {listed}")  # outside, so that no value travels with it


class Part(BaseModel, metaclass=_Meta):
    """A part of the configuration.

    Raises:
        UsageError: Something is wrong; the message says everything that is.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        hide_input_in_errors=True,
        arbitrary_types_allowed=True,
        ser_json_inf_nan="null",
    )

    such: ClassVar[str] = ""
    """How it is written, for those who write something else."""

    _folder: Path = PrivateAttr(default_factory=Path)

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """What is wrong between the keys of a part.

        Args:
            raw: The part as it was written; any of its values may be wrong.
        """
        yield from ()

    @model_validator(mode="wrap")
    @classmethod
    def _all_at_once(cls, raw: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:  # noqa: ANN401
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, Mapping):
            raise MistakesError([Mistake((), mistakes.no_keys(raw, cls.such))])
        found: list[Mistake] = []
        made = None
        try:
            made = handler(raw)
        except ValidationError as error:
            found += mistakes.of(error, cls)
        together = list(cls.across(raw))
        nearer = {each.place for each in together}  # what several keys say is more to the point than what one does
        found = [each for each in found if each.place not in nearer] + together
        if found or made is None:
            raise MistakesError(found)
        made._folder = Path((info.context or {}).get("folder", ""))
        return made

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """The fields, without passwords in addresses."""
        for name, value in super().__repr_args__():
            yield name, hidden_password(value) if isinstance(value, str) else value

    def as_named(self, key: str) -> object:
        """The same under the name of its key."""
        return self.model_copy(update={"name": key}) if "name" in type(self).model_fields else self

    def placed(self, path: str) -> str:
        """A path of the configuration, as seen from where the program runs.

        Args:
            path: As it was written: relative to the file's folder; an address with `://` stays as it is.
        """
        return path if "://" in path else str(self._folder / Path(path).expanduser())
