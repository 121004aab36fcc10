"""The price and expected time of a plan, and its faults."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..catalog.estimates import Estimate, estimate_of
from ..catalog.facts import facts_of
from ..catalog.inputs import InputMedia
from ..catalog.orders import Draft, draft_of
from ..catalog.products import Listing
from ..catalog.refusals import RefusedError
from ..catalog.values import as_number
from ..media.given import given_media
from .checks import faults_of, kind_of_input, kind_of_step
from .faults import Fault
from .filling import request_of
from .graph import before, ordered
from .hashing import hash_of
from .plan import Input, Plan, Step
from .references import Reference, lone, taken

PLACE = "https://results.invalid/"
"""The placeholder of a result that does not exist yet."""

_NOTHING = Estimate(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Cost:
    """The price of a step.

    Attributes:
        draft: its filled form, with placeholders for missing results; None if it could not be
            computed, or is not run.
        points: the price of all its results.
        exact: whether that is certain.
        expected: seconds it should take.
    """

    step: Step
    draft: Draft | None = None
    points: int = 0
    exact: bool = True
    expected: Estimate = _NOTHING

    @property
    def seconds(self) -> float | None:
        """The playing time of its result, as far as its own values say."""
        if self.draft is None:
            return None
        number = as_number(self.draft.state.get("duration"))
        return float(number) if number is not None else None

    @property
    def results(self) -> int | None:
        """How many results it certainly gives; None if unknown."""
        if self.step.output:
            return len(self.step.output)
        if self.draft is None or self.draft.quote is None:
            return None
        return self.draft.quote.count * facts_of(self.draft.form.leaf.model_id).results

    @property
    def model(self) -> str:
        """The id of its model; empty if there is none."""
        return self.draft.form.leaf.id if self.draft is not None else ""


@dataclass(frozen=True)
class Priced:
    """A plan with its prices.

    Attributes:
        costs: the prices by step, in an order in which they can run.
        faults: why it can't be run.
    """

    plan: Plan
    costs: Mapping[str, Cost]
    faults: tuple[Fault, ...] = ()

    @property
    def points(self) -> int:
        """The price of all steps."""
        return sum(cost.points for cost in self.costs.values())

    @property
    def exact(self) -> bool:
        """Whether that is certain."""
        return all(cost.exact for cost in self.costs.values())

    @property
    def expected(self) -> Estimate:
        """The expected time of the longest path, in seconds."""
        return self.expected_reusing(())

    def expected_reusing(self, taken: Collection[str]) -> Estimate:
        """Return the expected time of the longest path if some steps are reused.

        Args:
            taken: these steps.
        """
        ends: dict[str, Estimate] = {}
        for id_, cost in self.costs.items():
            starts = _last([ends[other] for other in before(cost.step)])
            takes = _NOTHING if id_ in taken else cost.expected
            ends[id_] = Estimate(starts.low + takes.low, starts.high + takes.high)
        return _last(ends.values())

    @property
    def models(self) -> Mapping[str, str]:
        """The id of each step's model."""
        return {id_: cost.model for id_, cost in self.costs.items()}

    @cached_property
    def hash(self) -> str:
        """What a confirmation binds where every step is made."""
        return self.hash_reusing(())

    def hash_reusing(self, taken: Collection[str]) -> str:
        """Return the hash to confirm if some steps are reused, and so cost nothing.

        Args:
            taken: these steps.
        """
        prices = {
            id_: (0, True) if id_ in taken else (cost.points, cost.exact)
            for id_, cost in self.costs.items()
        }
        return hash_of(self.plan, self.models, prices, taken)


def _last(ends: Collection[Estimate]) -> Estimate:
    """Return when the last of some steps ends."""
    return Estimate(
        max((one.low for one in ends), default=0.0), max((one.high for one in ends), default=0.0)
    )


def priced(plan: Plan, lists: Mapping[str, Listing]) -> Priced:
    """Return a plan with the price of each step.

    Args:
        plan: the plan as read.
        lists: the product lists of its task types, as far as known.
    """
    faults = faults_of(plan)
    if faults:
        return Priced(plan, {}, faults)
    pricer = _Pricer(plan, lists)
    for step in ordered(plan):
        pricer.add(step)
    return Priced(plan, pricer.costs, tuple(pricer.faults))


class _Pricer:
    def __init__(self, plan: Plan, lists: Mapping[str, Listing]) -> None:
        self._plan = plan
        self._lists = lists
        self.costs: dict[str, Cost] = {}
        self.faults: list[Fault] = []

    def add(self, step: Step) -> None:
        self.costs[step.id] = Cost(step)
        self._look_at_results(step)
        if step.output:
            self._look_at_output(step)
            return
        listing = self._lists.get(step.task_type)
        if listing is None:
            self.faults.append(Fault("no_list", step.id, {"kind": step.task_type}))
            return
        try:
            draft = draft_of(
                request_of(self._plan, step, listing, self._known, self._media(step)), listing
            )
        except RefusedError as refusal:
            self.faults.append(Fault("refused", step.id, refusal=refusal))
            return
        refused = draft.refusal()
        if refused is not None:
            self.faults.append(Fault("refused", step.id, refusal=refused))
        self.costs[step.id] = Cost(
            step,
            draft,
            draft.quote.points if draft.quote is not None else 0,
            draft.quote is not None and draft.quote.exact and not _open(step),
            estimate_of(draft.form.leaf),
        )

    def _look_at_results(self, step: Step) -> None:
        """Report results that can't come before anything is paid for."""
        for reference in taken(step):
            most = self.costs[reference.step].results
            if most is not None and reference.result > most:
                about = {"other": reference.step, "result": reference.result, "most": most}
                self.faults.append(Fault("no_such_result", step.id, about))

    def _look_at_output(self, step: Step) -> None:
        """Check given outputs before steps that use them are paid for."""
        for address in step.output:
            try:
                given_media(address, kind_of_step(step))
            except RefusedError as refusal:
                self.faults.append(Fault("refused", step.id, refusal=refusal))

    def _known(self, reference: Reference) -> str | float | None:
        """The expected result, as far as the plan says."""
        if reference.take != "duration":
            return f"{PLACE}{reference.step}"
        cost = self.costs.get(reference.step)
        return cost.seconds if cost is not None else None

    def _media(self, step: Step) -> "_Media":
        return _Media(self._plan, step)


@dataclass(frozen=True, slots=True)
class _Media:
    plan: Plan
    step: Step

    def __call__(self, medium: Input) -> InputMedia:
        kind = kind_of_input(self.plan, self.step, medium)
        if medium.step:
            return InputMedia(f"{PLACE}{medium.step}", kind)
        return given_media(medium.address, kind)


def _open(step: Step) -> bool:
    """Return whether a parameter, and so the price, depends on a result that does not exist yet."""
    references = (lone(value) for value in step.params.values())
    return any(one is not None and one.take == "duration" for one in references)
