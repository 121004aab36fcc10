"""The faults that can be asked for: one struct per kind, with what it matches and what it does.

To add a kind add a struct here, list it in `AnyRule`, and add a function to the table of its phase:
`faulty` for requests, `fates` for tasks.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

Call = Literal["products", "create", "detail", "verify", "token", "upload", "media"]
JsonCall = Literal["products", "create", "detail", "verify", "token"]
_ListOrCreate = Literal["products", "create"]

_FromOne = Annotated[int, Meta(ge=1)]
_FromZero = Annotated[int, Meta(ge=0)]
_Chance = Annotated[float, Meta(ge=0, le=1)]
_Seconds = Annotated[float, Meta(ge=0, le=86_400)]
_Status = Annotated[int, Meta(ge=400, le=599)]
_Bytes = Annotated[int, Meta(ge=1, le=1 << 30)]
_Text = Annotated[str, Meta(min_length=1)]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What a rule matches; conditions not given match everything.

    Args:
        call: The call.
        task_type: The task type; for the product list its category, for media their task's.
        model: A ``model_id`` or version.
        account: An account from the ledger, or a key, which is replaced by its account.
        nth: Which of the matching calls, from 1: one or a list.
        every: Every n-th of the matching calls.
        probability: The share of the matching calls, drawn from the simulator's seed.
        times: How often at most.
    """

    call: Call | None = None
    task_type: str | None = None
    model: str | None = None
    account: str | None = None
    nth: _FromOne | list[_FromOne] | None = None
    every: _FromOne | None = None
    probability: _Chance | None = None
    times: _FromOne | None = None

    def __post_init__(self) -> None:
        if self.nth is not None and self.every is not None:
            raise ValueError("nth and every exclude each other")

    @property
    def ends(self) -> bool:
        """Whether the request ends with it, before anything acts."""
        return False


class TaskRule(Rule, frozen=True, kw_only=True):
    """A rule that decides about a task when it is accepted, counted in accepted tasks."""

    call: Literal["create"] = "create"


class MediaRule(TaskRule, frozen=True, kw_only=True):
    """A rule about some of a task's medias.

    Args:
        place: Which, from 0: one or a list.
        count: How many, the first ones; all without either.
    """

    place: _FromZero | list[_FromZero] | None = None
    count: _FromOne | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.place is not None and self.count is not None:
            raise ValueError("place and count exclude each other")


class Delay(Rule, frozen=True, kw_only=True, tag="delay"):
    """Wait before acting, or between acting and answering."""

    seconds: _Seconds
    after: bool = False


class DropBefore(Rule, frozen=True, kw_only=True, tag="drop_before"):
    """Close the connection without acting."""

    @property
    def ends(self) -> bool:
        """It does."""
        return True


class DropAfter(Rule, frozen=True, kw_only=True, tag="drop_after"):
    """Act, then close the connection without an answer."""


class CodeFault(Rule, frozen=True, kw_only=True, tag="code"):
    """Answer with a body code, without acting."""

    code: int
    message: str = "fault on demand"
    status: Annotated[int, Meta(ge=200, le=599)] = 200

    @property
    def ends(self) -> bool:
        """It does."""
        return True


class StatusFault(Rule, frozen=True, kw_only=True, tag="status"):
    """Answer with an HTTP status and no body code, before or after acting."""

    status: _Status
    body: Literal["none", "html", "json"] = "none"
    retry_after: int | str | None = None
    after: bool = False

    @property
    def ends(self) -> bool:
        """Unless it comes after acting."""
        return not self.after


class JsonRule(Rule, frozen=True, kw_only=True):
    """A rule about JSON answers: without a call, about all of them."""

    call: JsonCall | None = None


class Malformed(JsonRule, frozen=True, kw_only=True, tag="malformed"):
    """Act, then answer with something that is not JSON."""


class Truncated(JsonRule, frozen=True, kw_only=True, tag="truncated"):
    """Act, then answer with the first half of the JSON, as if it were whole."""


class WrongType(JsonRule, frozen=True, kw_only=True, tag="wrong_type"):
    """Act, then answer with something else where ``data`` is expected."""

    data: Any = "unexpected"


class Huge(JsonRule, frozen=True, kw_only=True, tag="huge"):
    """Act, then answer with JSON that is longer by some bytes."""

    bytes: _Bytes


class WrongLength(Rule, frozen=True, kw_only=True, tag="wrong_length"):
    """Announce a length above (or, negative, below) what is sent, then close the connection."""

    bytes: int

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.bytes == 0:
            raise ValueError("bytes must not be 0")


class SlowBody(Rule, frozen=True, kw_only=True, tag="slow_body"):
    """Send the answer's body at a pace."""

    bytes_per_second: _Bytes


class NoRange(Rule, frozen=True, kw_only=True, tag="no_range"):
    """Send the whole file whichever range was requested."""

    call: Literal["media"] = "media"


class Stuck(TaskRule, frozen=True, kw_only=True, tag="stuck"):
    """The task never ends."""


class FailTask(TaskRule, frozen=True, kw_only=True, tag="fail_task"):
    """The task fails and has no media at all."""


class FailMedia(MediaRule, frozen=True, kw_only=True, tag="fail_media"):
    """Medias fail when they would have become ready."""

    error_msg: str = "generation failed"
    resource_status: Literal[0, 1, 2] | None = 2


class DeleteMedia(MediaRule, frozen=True, kw_only=True, tag="delete_media"):
    """Medias are deleted some time after they became ready."""

    seconds: _Seconds = 0


class ExpireUrl(MediaRule, frozen=True, kw_only=True, tag="expire_url"):
    """The addresses of medias are refused after some fetches."""

    after: _FromZero = 0


class UnknownStatus(TaskRule, frozen=True, kw_only=True, tag="unknown_status"):
    """Details report an unknown status while the task runs."""

    status: _Text
    resource_status: int | None = 0


class Late(TaskRule, frozen=True, kw_only=True, tag="late"):
    """Medias beyond those asked for appear, some time after the task's end."""

    count: Annotated[int, Meta(ge=1, le=16)] = 1
    seconds: _Seconds = 0


class OfferRule(Rule, frozen=True, kw_only=True):
    """A rule that changes what is on offer: after the list that it matches, before the create.

    Args:
        call: With ``products`` the list that matches is still the old one.
        task_type: The task type that it matches and changes.
        version: The leaf's id.
    """

    call: _ListOrCreate = "products"
    task_type: str
    version: str


class Price(OfferRule, frozen=True, kw_only=True, tag="price"):
    """A price changes: of one rule of the model or of all."""

    points: Annotated[int, Meta(ge=0, le=1_000_000)]
    attribute_id: int | None = None


class RemoveModel(OfferRule, frozen=True, kw_only=True, tag="remove_model"):
    """A model is removed."""


class AddModel(OfferRule, frozen=True, kw_only=True, tag="add_model"):
    """A model is added: a removed one, or a copy of another."""

    like: str | None = None
    name: str | None = None


AnyOffer = Price | RemoveModel | AddModel

AnyRule = (
    Delay
    | DropBefore
    | DropAfter
    | CodeFault
    | StatusFault
    | Malformed
    | Truncated
    | WrongType
    | Huge
    | WrongLength
    | SlowBody
    | NoRange
    | Stuck
    | FailTask
    | FailMedia
    | DeleteMedia
    | ExpireUrl
    | UnknownStatus
    | Late
    | AnyOffer
)
